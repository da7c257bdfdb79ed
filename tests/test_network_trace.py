"""The judge of traces, on lines as strace 6.1 wrote them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.network_trace import left_behind, reached_for, run, whole_calls

NSCD = '22 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = '


def inet(call: str, address: str, result: str = "0") -> str:
    where = f'{{sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("{address}")}}, 16'
    return f"22 {call}({where}) = {result}"


def inet6(address: str) -> str:
    where = f'sin6_port=htons(9), inet_pton(AF_INET6, "{address}", &sin6_addr), sin6_scope_id=0'
    return f"22 connect(3, {{sa_family=AF_INET6, {where}}}, 28) = 0"


@pytest.mark.parametrize(
    "line",
    [
        inet("connect(3, ", "127.0.0.1", "-1 ECONNREFUSED (Connection refused)"),
        inet("bind(3, ", "127.0.0.53"),
        inet6("::1").removeprefix("22 "),  # a trace of one process has no numbers
        inet6("::ffff:127.0.0.1"),
        NSCD + "-1 ENOENT (No such file or directory)",
        '22 connect(4, {sa_family=AF_UNIX, sun_path=@"abstract/x"}, 13) = 0',
        '22 sendto(4, "GET mobile.events.data", 22, MSG_NOSIGNAL, NULL, 0) = 22',
        "22 connect(4, {sa_family=AF_UNSPEC, sa_data=...}, 16) = 0",
        "22 bind(3, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 0",
        "22 sendto(3, [{nlmsg_len=20, nlmsg_type=RTM_GETADDR}, {ifa_family=AF_UNSPEC, ...}], 20, "
        "0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20",
        '22 recvfrom(3, "x", 2048, 0, {sa_family=AF_INET, sin_port=htons(53), '
        'sin_addr=inet_addr("192.0.2.53")}, [28 => 16]) = 1',
        "22 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3",
        "22 +++ exited with 0 +++",
        "",
    ],
)
def test_what_stays_on_this_machine_passes(line: str) -> None:
    assert reached_for(line) is None


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (
            inet("connect(8, ", "192.0.2.53", "-1 ENETUNREACH (Network is unreachable)"),
            "192.0.2.53",
        ),
        (inet('sendto(4, "x", 1, 0, ', "192.0.2.1"), "192.0.2.1"),
        (
            "22 sendmsg(3, {msg_name={sa_family=AF_INET, sin_port=htons(9), "
            'sin_addr=inet_addr("10.1.2.3")}, msg_namelen=16, msg_iov=[{iov_base="x", iov_len=1}], '
            "msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0) = 1",
            "10.1.2.3",
        ),
        (inet6("2001:db8::1"), "2001:db8::1"),
        (inet6("fe80::1%eth0"), "fe80::1"),
        (inet6("::ffff:192.0.2.1"), "192.0.2.1"),
        # a far address beside a near one, which the sent text may well contain
        (inet('sendto(4, "inet_addr(\\"127.0.0.1\\")", 9, 0, ', "192.0.2.1"), "192.0.2.1"),
        (inet("bind(3, ", "0.0.0.0"), "0.0.0.0"),  # would listen to the whole network
        ("22 bind(4, {sa_family=AF_PACKET, sll_protocol=htons(0)}, 20) = 0", "AF_PACKET"),
        ("22 connect(4, {sa_family=AF_VSOCK, svm_cid=0x2, svm_port=0x1}, 16) = 0", "AF_VSOCK"),
        ("22 connect(4, {sa_family=AF_INET, ", "no address seen"),
        ("22 connect(4, {sa_family=0x2c /* AF_??? */, sa_data=...}, 16) = 0", "0x2c"),
        (NSCD + "0", "nscd"),
        (
            '22 connect(3, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"'
            "}, 42) = 0",
            "looks names up",
        ),
    ],
)
def test_what_names_another_machine_is_found(line: str, named: str) -> None:
    assert named in (reached_for(line) or "")


def test_calls_cut_in_two_are_judged_whole() -> None:
    where = '{sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}, 16'
    trace = [
        f"16202 connect(8, {where} <unfinished ...>\n",
        "16201 <... socket resumed>)             = 9\n",
        '16201 connect(9, {sa_family=AF_UNIX, sun_path=@"x"}, 4) = 0\n',
        "16202 <... connect resumed>)            = -1 ENETUNREACH (Network is unreachable)\n",
        f"16203 connect(7, {where} <unfinished ...>\n",  # killed in the call
    ]
    found = [call for call in whole_calls(trace) if reached_for(call)]
    assert [call.split()[0] for call in found] == ["16202", "16203"]
    assert found[0].endswith("ENETUNREACH (Network is unreachable)")


def test_files_in_the_home_folder_are_found(tmp_path: Path) -> None:
    for name in (
        ".cache/matplotlib/fontlist-v3.11.0.json",
        ".ipython/profile_default/startup/README",
        ".cache/Microsoft/DeveloperTools/.onnxruntime/deviceid",
        ".config/iterative/telemetry",
    ):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    assert left_behind(tmp_path) == [
        ".cache/Microsoft/DeveloperTools/.onnxruntime/deviceid",
        ".config/iterative/telemetry",
    ]


CONNECTS = """
import os, socket, sys, threading
def reach():
    for address in sys.argv[1:]:
        try:
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect((address, 9))  # sends nothing
        except OSError:
            pass
thread = threading.Thread(target=reach)
thread.start()
thread.join()
raise SystemExit(3 if "CI" in os.environ else 0)
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace (Linux)")
def test_a_thread_of_a_child_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")  # libraries keep quiet on a build server; taken away
    child = (
        "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', *sys.argv[1:]]))"
    )
    command = [sys.executable, "-c", child, CONNECTS]
    assert run([*command, "127.0.0.1"]) == (0, [])
    code, found = run([*command, "127.0.0.1", "192.0.2.1"])
    assert code == 0
    assert len(found) == 1
    assert found[0].startswith("connect: 192.0.2.1")
    told = subprocess.run(
        [sys.executable, "-m", "tests.network_trace", *command, "192.0.2.1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "network: 1 findings" in told.stderr
