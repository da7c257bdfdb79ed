"""Opinions on draft policies: from files as received to themes, review items and reports.

Importing this package switches off all that a library in use would send to its makers or fetch on
its own (docs/decisions/0004-nothing-calls-home.md). Every process of ours passes here before it
loads such a library; ``environment_start.py`` puts the same switches before whatever else the
environment runs: a bare ``dvc``, or a notebook that imports onnxruntime first.
"""

import os
import sys
import warnings

#: Read by the libraries when they are imported, so they stand here and not in a command.
SWITCHES = {
    # onnxruntime, from native code, on Linux, macOS and Windows: a look-up some 9 s after import,
    # an id and a queue in the user's cache folder. Its disable_telemetry_events() comes too late.
    "ORT_DISABLE_TELEMETRY": "1",
    # huggingface_hub, transformers, sentence-transformers, hf_xet: models, versions, usage.
    "HF_HUB_OFFLINE": "1",
    # hf_xet writes a log into the user's cache folder when it is imported, unless told where to.
    "HF_XET_LOG_DEST": os.devnull,
    # DVC's usage report and an id of the user: .dvc/config forbids them inside this project alone.
    "DVC_NO_ANALYTICS": "1",
    # DVC's experiments go to its service where a token lies in the user's settings.
    "DVC_STUDIO_OFFLINE": "1",
    # What other libraries agreed on (consoledonottrack.com); also read by huggingface_hub.
    "DO_NOT_TRACK": "1",
}

if "onnxruntime" in sys.modules and os.environ.get("ORT_DISABLE_TELEMETRY") != "1":
    warnings.warn(
        "onnxruntime was imported before pipeline, with its telemetry on, which nothing can stop "
        "now. Restart this process and import pipeline first, or run install.py, which sees to it.",
        RuntimeWarning,
        stacklevel=2,
    )
os.environ.update(SWITCHES)
