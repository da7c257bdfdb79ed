"""Stage ``encoder``: a package's weights (or another model) into the encoder's folder."""

from pathlib import Path

from pipeline.encoders.encoder import EncoderParams
from pipeline.encoders.encoder_folder import build
from pipeline.places import ENCODER
from pipeline.stages import run_stage
from pipeline.store import Store


def main() -> str:
    """Build the encoder that section ``encoder`` asks for."""
    store = Store()
    params = store.parameters("encoder", EncoderParams)
    build(Path(ENCODER), params)
    return f"{params.source} as {params.backend} in {ENCODER}"


if __name__ == "__main__":
    run_stage("encoder", main)
