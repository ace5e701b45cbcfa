"""A real OpenSearch cluster for the tests: three processes on loopback, each can be killed.

The jars come from Maven with ``pom.xml``; nothing is installed.  Run it by hand with
``python -m tests.cluster.nodes``: it prints the addresses and stops the cluster on Ctrl-C.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import ssl

HERE = Path(__file__).resolve().parent
JARS = HERE.parents[1] / "build" / "opensearch-jars"
HOST = "127.0.0.1"
_NOBODY = 65534
_PREFIX = "regsearch-cluster-"
_OWNER = "owner"
_MODULE = "transport-netty4"

_DESCRIPTOR = """\
name={name}
description=HTTP and transport by Netty
version={version}
opensearch.version={version}
java.version=11
classname=org.opensearch.transport.Netty4Plugin
has.native.controller=false
"""

_POLICY = """\
grant codeBase "${codebase.netty-common}" {
  permission java.io.FilePermission "/proc/sys/net/core/somaxconn", "read";
  permission java.net.SocketPermission "*", "accept,connect";
  permission java.lang.RuntimePermission "setContextClassLoader";
};
grant codeBase "${codebase.netty-transport}" {
  permission java.util.PropertyPermission "sun.nio.ch.bugLevel", "write";
};
"""

_LOG4J = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


class ClusterUnavailableError(Exception):
    """No cluster can be started here; the message says why."""


def unavailable_because() -> str | None:
    """Return why no cluster can be started here, or None."""
    missing = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


def fetch(jars: Path = JARS) -> Path:
    """Download the jars of ``pom.xml`` to *jars*, unless they are complete, and return *jars*."""
    done = jars / "complete"
    wanted = (HERE / "pom.xml").read_text()
    if done.is_file() and done.read_text() == wanted:
        return jars
    shutil.rmtree(jars, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    made = subprocess.run(
        [*command, f"-DoutputDirectory={jars}"], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise ClusterUnavailableError(f"Maven did not give the jars: {made.stdout[-500:]}")
    done.write_text(wanted)
    return jars


def _sweep() -> None:
    """Remove the folders of clusters whose process was killed."""
    for owner in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_OWNER}"):
        try:
            os.kill(int(owner.read_text()), 0)
        except ProcessLookupError:
            shutil.rmtree(owner.parent, ignore_errors=True)
        except (OSError, ValueError):
            continue


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for sock in sockets:
            sock.bind((HOST, 0))
        return [int(sock.getsockname()[1]) for sock in sockets]
    finally:
        for sock in sockets:
            sock.close()


@dataclass
class Node:
    """One process of the cluster."""

    name: str
    http: int
    transport: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.http}"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"


@dataclass
class Cluster:
    """A cluster of *size* nodes, which run during the ``with`` block."""

    size: int = 3
    heap: str = "512m"
    nodes: list[Node] = field(default_factory=list)
    _home: Path | None = None

    def __enter__(self) -> Self:
        jars = fetch()
        _sweep()
        self._home = home = Path(tempfile.mkdtemp(prefix=_PREFIX))
        (home / _OWNER).write_text(str(os.getpid()))
        try:
            self._lay_out(home, jars)
            for node in self.nodes:
                self.start(node)
            self.wait(nodes=self.size)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        for node in self.nodes:
            self.kill(node)
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)

    def _lay_out(self, home: Path, jars: Path) -> None:
        module = home / "modules" / _MODULE
        for folder in (home / "lib", module, home / "plugins"):
            folder.mkdir(parents=True)
        for jar in jars.glob("*.jar"):
            netty = jar.name.startswith(("netty-", _MODULE))
            shutil.copy(jar, module if netty else home / "lib")
        version = next(jars.glob(f"{_MODULE}-client-*.jar")).stem.rpartition("-")[2]
        descriptor = _DESCRIPTOR.format(name=_MODULE, version=version)
        (module / "plugin-descriptor.properties").write_text(descriptor)
        (module / "plugin-security.policy").write_text(_POLICY)
        ports = _free_ports(2 * self.size)
        for number in range(self.size):
            folder = home / f"node-{number + 1}"
            node = Node(folder.name, ports[2 * number], ports[2 * number + 1], folder)
            self.nodes.append(node)
        for node in self.nodes:
            config = node.folder / "config"
            for folder in (config, node.folder / "data", node.folder / "tmp"):
                folder.mkdir(parents=True)
            (config / "opensearch.yml").write_text(self._settings(node))
            (config / "log4j2.properties").write_text(_LOG4J)
        self._give_away(home)

    def _give_away(self, home: Path) -> None:
        """Change the owner of the files: OpenSearch refuses to run as root."""
        if os.geteuid() == 0:
            for path in (home, *home.rglob("*")):
                os.chown(path, _NOBODY, _NOBODY)

    def _settings(self, node: Node) -> str:
        seeds = [f"{HOST}:{other.transport}" for other in self.nodes]
        settings: dict[str, Any] = {
            "cluster.name": "regsearch-tests",
            "node.name": node.name,
            "path.data": str(node.folder / "data"),
            "path.logs": str(node.folder),
            "network.host": HOST,
            "http.port": node.http,
            "transport.port": node.transport,
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": [other.name for other in self.nodes],
            # Short intervals, so that a killed node is detected within seconds.
            "cluster.fault_detection.follower_check.interval": "500ms",
            "cluster.fault_detection.follower_check.timeout": "2s",
            "cluster.fault_detection.leader_check.interval": "500ms",
            "cluster.fault_detection.leader_check.timeout": "2s",
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "action.auto_create_index": False,
            # The serial collector fills the heap with garbage, which would trip this breaker.
            "indices.breaker.total.use_real_memory": False,
        }
        return "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())

    def start(self, node: Node) -> None:
        """Start *node*; it ends with the thread that calls this."""
        assert self._home
        command = [
            "java",
            f"-Xms{self.heap}",
            f"-Xmx{self.heap}",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:MaxDirectMemorySize=128m",
            f"-Djava.io.tmpdir={node.folder / 'tmp'}",
            "-Dlog4j2.disable.jmx=true",
            "-Dfile.encoding=UTF-8",
            "-Djava.security.manager=allow",
            "-Dopensearch.distribution.type=tar",
            "-Dopensearch.bundled_jdk=false",
            f"-Dopensearch.path.home={self._home}",
            f"-Dopensearch.path.conf={node.folder / 'config'}",
            "-cp",
            f"{self._home / 'lib'}/*",
            "org.opensearch.bootstrap.OpenSearch",
        ]
        dropped: dict[str, Any] = {}
        if os.geteuid() == 0:
            dropped = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        if shutil.which("setpriv"):
            # The system kills the node when the thread that started it ends.
            command = ["setpriv", "--pdeathsig", "KILL", *command]
        with node.log.open("ab") as log:
            node.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=node.folder, start_new_session=True, **dropped
            )

    def kill(self, node: Node, how: int = signal.SIGKILL) -> None:
        """Kill *node*, as if its machine lost power."""
        if node.process and node.process.poll() is None:
            node.process.send_signal(how)
        if node.process:
            node.process.wait(timeout=60)
            node.process = None

    def suspend(self, node: Node) -> None:
        """Suspend *node*, as if its machine hung."""
        assert node.process
        node.process.send_signal(signal.SIGSTOP)

    def resume(self, node: Node) -> None:
        """Resume a suspended *node*."""
        assert node.process
        node.process.send_signal(signal.SIGCONT)

    def wait(self, nodes: int, status: str = "green", seconds: float = 120) -> None:
        """Wait until the cluster has *nodes* nodes and at least *status*."""
        end = time.monotonic() + seconds
        query = f"wait_for_status={status}&wait_for_nodes={nodes}&timeout=2s"
        while time.monotonic() < end:
            for node in self.nodes:
                if node.process is None:
                    continue
                if node.process.poll() is not None:
                    log = node.log.read_text(errors="replace")[-2000:]
                    raise ClusterUnavailableError(f"{node.name} ended: {log}")
                try:
                    health = get(f"{node.url}/_cluster/health?{query}", 5)
                except urllib.error.HTTPError as error:
                    error.close()
                    continue
                except OSError:
                    continue
                if not health["timed_out"]:
                    return
            time.sleep(0.3)
        raise ClusterUnavailableError(f"no {status} cluster of {nodes} nodes in {seconds:.0f} s")

    @property
    def address(self) -> str:
        """The nodes for use in an address, ``opensearch+http://NODES/alias``."""
        return ",".join(f"{HOST}:{node.http}" for node in self.nodes)


def get(
    url: str | urllib.request.Request, seconds: float, trusting: ssl.SSLContext | None = None
) -> Any:
    """Return the JSON that an address, or a request, gives."""
    with urllib.request.urlopen(url, timeout=seconds, context=trusting) as reply:
        return json.load(reply)


def request(cluster: Cluster, method: str, path: str, body: Any = None) -> Any:
    """Return the reply of a running node, without the code under test."""
    node = next(node for node in cluster.nodes if node.process)
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(node.url + path, data, method=method)
    asked.add_header("Content-Type", "application/json")
    return get(asked, 60)


def main() -> None:
    """Run a cluster until interrupted, or as long as a command."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--heap", default="512m")
    parser.add_argument(
        "--run", metavar="COMMAND", help="run it by the shell with $CLUSTER set, and end with it"
    )
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    started = time.monotonic()
    with Cluster(given.nodes, given.heap) as cluster:
        location = f"opensearch+http://{cluster.address}"
        if given.run:
            ran = subprocess.run(
                ["bash", "-c", given.run], env=os.environ | {"CLUSTER": location}, check=False
            )
            sys.exit(ran.returncode)
        print(f"{location}/ALIAS", flush=True)
        print(f"ready after {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
