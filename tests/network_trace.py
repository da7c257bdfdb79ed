"""Run a command and fail if it, or any process it starts, reaches for the network.

``python -m tests.network_trace COMMAND …`` runs the command under ``strace -f`` (Linux), which sees
native code and threads as well as Python, and judges every system call that could name another
machine. It keeps the command's exit code, or gives 1 where something was reached for.

Two things that hide telemetry are taken away first: variables by which libraries know a build
server (onnxruntime and DVC keep quiet there), and the user's own home folder: the command gets an
empty one, and what libraries leave in it is judged, too.
"""

import ipaddress
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

#: System calls with an address. ``recv*`` are left out: an address there is another's.
CALLS = ("bind", "connect", "sendmmsg", "sendmsg", "sendto")
#: By which onnxruntime, DVC and others tell a build server; unset for the command.
BUILD_SERVER = (
    *("APPVEYOR", "BITBUCKET_BUILD_NUMBER", "BUILDKITE", "CI", "CIRCLECI", "CODEBUILD_BUILD_ID"),
    *("CONTINUOUS_INTEGRATION", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION"),
    *("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "TF_BUILD", "TRAVIS"),
)
#: What a service of this machine would look up for a program, over a local socket.
_RESOLVERS = re.compile(r"/nscd/|/resolve/|/avahi|dbus/system_bus")
#: Matplotlib's list of the fonts of this machine, and a leaflet of IPython; nothing else may appear
#: in the home folder.
_KEPT_AT_HOME = re.compile(
    r"\.cache/matplotlib/fontlist-v[\d.]+\.json(\.matplotlib-lock)?"
    r"|\.ipython/profile_default/startup/README"
)
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"^(?P<pid>\d+) +<\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)$")
_CALL = re.compile(r"^(?:\d+ +)?(?P<call>\w+)\((?P<arguments>.*)$")
_FAMILY = re.compile(r"sa_family=(?P<family>\w+)")
_ADDRESS = re.compile(r'inet_addr\("(?P<v4>[^"]+)"\)|inet_pton\(AF_INET6, "(?P<v6>[^"]+)"')
_PATH = re.compile(r'sun_path=@?"(?P<path>[^"]*)"')


def whole_calls(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a trace with calls that strace cut in two, as threads took turns, put together.

    A call of which no end was seen (the process was killed in it) comes at the end, as begun.
    """
    begun: dict[str, str] = {}
    for line in map(str.rstrip, lines):
        if line.endswith(_UNFINISHED):
            begun[line.split(maxsplit=1)[0]] = line.removesuffix(_UNFINISHED)
        elif (resumed := _RESUMED.match(line)) is not None:
            yield (
                begun.pop(resumed["pid"], f"{resumed['pid']} {resumed['call']}(") + resumed["rest"]
            )
        else:
            yield line
    yield from begun.values()


def reached_for(line: str) -> str | None:
    """What a traced call reaches for beyond this machine, or None.

    Loopback, sockets of files, netlink (the kernel's own list of interfaces) and calls without an
    address pass: the socket of such a call was connected before, which was judged then. A local
    socket of a service that looks names up passes where that service does not run.
    """
    match = _CALL.match(line)
    if match is None or match["call"] not in CALLS:
        return None
    families = _FAMILY.findall(match["arguments"])
    if "sa_family" in match["arguments"] and not families:
        return f"{match['call']} to an unknown family"
    for family in families:
        if family in ("AF_NETLINK", "AF_UNSPEC"):
            continue
        if family in ("AF_UNIX", "AF_LOCAL"):
            path = _PATH.search(match["arguments"])
            works = line.rstrip().endswith("= 0")
            if path is not None and _RESOLVERS.search(path["path"]) and works:
                return f"{match['call']}: {path['path']}, a service that looks names up"
        elif family in ("AF_INET", "AF_INET6"):
            addresses = [v4 or v6 for v4, v6 in _ADDRESS.findall(match["arguments"])]
            far = [address for address in addresses if not _is_here(address)]
            if far or not addresses:
                return f"{match['call']}: {', '.join(far) or 'no address seen'}"
        else:
            return f"{match['call']}: {family}"
    return None


def _is_here(address: str) -> bool:
    """Whether an address is of the loopback interface, also when an IPv4 one is written as IPv6."""
    parsed = ipaddress.ip_address(address.split("%")[0])
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_loopback


def left_behind(home: Path) -> list[str]:
    """Files in what was an empty home folder, other than those known to say nothing."""
    files = (f.relative_to(home).as_posix() for f in home.rglob("*") if not f.is_dir())
    return sorted(name for name in files if not _KEPT_AT_HOME.fullmatch(name))


def run(command: list[str]) -> tuple[int, list[str]]:
    """Run a command, and tell its exit code and each way in which it did not keep to itself."""
    with tempfile.TemporaryDirectory(prefix="home-") as folder:
        home, trace = Path(folder, "home"), Path(folder, "trace")
        home.mkdir()
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in BUILD_SERVER and not name.startswith("XDG_")
        }
        # With seccomp-bpf the kernel stops a process for these calls alone, so it costs little. 64
        # bytes of what is sent show the name looked up.
        strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "64", "-o", str(trace)]
        only = ["-e", "signal=none", "-e", f"trace={','.join(CALLS)}"]
        code = subprocess.run(
            [*strace, *only, "--", *command],
            env=kept | {"HOME": str(home)},
            check=False,
        ).returncode
        with trace.open(encoding="utf-8", errors="replace") as lines:
            found = [
                f"{reached}\n    {call}"
                for call in whole_calls(lines)
                if (reached := reached_for(call)) is not None
            ]
        return code, found + [f"left in the home folder: {name}" for name in left_behind(home)]


def main(command: list[str]) -> int:
    """Run, report, and give the exit code."""
    code, found = run(command)
    for finding in found[:50]:
        print(f"network: {finding}", file=sys.stderr)
    print(f"network: {len(found)} findings in: {' '.join(command)[:200]}", file=sys.stderr)
    return code or bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
