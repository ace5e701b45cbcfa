"""A node with OpenSearch's security plugin: TLS by its own authority, users with their rights.

``RIGHTS`` are those that docs/opensearch.md tells an operator to grant; the tests check that they
suffice, and that a reader cannot write.
"""

from __future__ import annotations

import base64
import datetime
import ipaddress
import json
import ssl
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.cluster.nodes import HOST, Cluster, ClusterUnavailableError, Node, get

if TYPE_CHECKING:
    from pathlib import Path

PATTERN = "peraturan*"
RIGHTS: dict[str, Any] = {
    "pembaca": {
        "cluster_permissions": ["cluster_composite_ops_ro"],
        "index_permissions": [
            {"index_patterns": [PATTERN], "allowed_actions": ["read", "indices:admin/mappings/get"]}
        ],
    },
    "pemuat": {
        "cluster_permissions": ["cluster_composite_ops", "cluster:monitor/health"],
        "index_permissions": [
            {"index_patterns": [PATTERN], "allowed_actions": ["read", "write", "manage"]}
        ],
    },
}
PASSWORDS = {"pembaca": "baca-saja", "pemuat": "muat-semua"}
_HASHES = {
    "pembaca": "$2y$12$CSAlPEt1oyJTK8.5UMW4/eozyKSHRyWUlE3/qwZVPRy.hxTe0YxRi",
    "pemuat": "$2y$12$7CN.dKKh8oPeDCNNk4/53.IiSC1WoIsdsVcAtwR5OWoWMY0mgd67S",
}
"""Bcrypt of the passwords, by the plugin's own ``hash.sh``."""
_BASIC = {
    "http_enabled": True,
    "transport_enabled": True,
    "order": 0,
    "http_authenticator": {"type": "basic", "challenge": True},
    "authentication_backend": {"type": "intern"},
}
_TABLES: dict[str, Any] = {
    "config": {"config": {"dynamic": {"authc": {"basic": _BASIC}}}},
    "internal_users": {name: {"hash": bcrypt} for name, bcrypt in _HASHES.items()},
    "roles": RIGHTS,
    "roles_mapping": {name: {"users": [name]} for name in RIGHTS},
    "action_groups": {},
    "tenants": {},
    "nodes_dn": {},
    "allowlist": {"config": {"enabled": False}},
    "audit": {"config": {"enabled": False}},
}
_TYPES = {"internal_users": "internalusers", "roles_mapping": "rolesmapping"}


@dataclass
class SecuredCluster(Cluster):
    """One node that requires TLS and credentials."""

    size: int = 1

    @property
    def ca(self) -> Path:
        """The certificate of the authority that signed the node's."""
        return self.nodes[0].folder / "config" / "ca.pem"

    def _lay_out(self, home: Path, jars: Path) -> None:
        super()._lay_out(home, jars)
        with zipfile.ZipFile(next(jars.glob("opensearch-security-*.zip"))) as plugin:
            plugin.extractall(home / "plugins" / "opensearch-security")
        for node in self.nodes:
            config = node.folder / "config"
            _write_certificates(config)
            (config / "opensearch-security").mkdir()
            for name, table in _TABLES.items():
                kind = _TYPES.get(name, name.replace("_", ""))
                made = {"_meta": {"type": kind, "config_version": 2}, **table}
                # JSON is YAML.
                (config / "opensearch-security" / f"{name}.yml").write_text(json.dumps(made))
        self._give_away(home)

    def _settings(self, node: Node) -> str:
        settings: dict[str, Any] = {
            "plugins.security.allow_default_init_securityindex": True,
            "plugins.security.nodes_dn": ["CN=node"],
            "plugins.security.ssl.http.enabled": True,
            "plugins.security.ssl.transport.enforce_hostname_verification": False,
        }
        for layer in ("http", "transport"):
            name = f"plugins.security.ssl.{layer}.pem"
            settings |= {f"{name}cert_filepath": "node.pem", f"{name}key_filepath": "node.key"}
            settings[f"{name}trustedcas_filepath"] = "ca.pem"
        lines = (f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
        return super()._settings(node) + "".join(lines)

    def ask(self, path: str) -> Any:
        """Return the reply of the node to the user who loads."""
        asked = urllib.request.Request(f"https://{HOST}:{self.nodes[0].http}{path}")
        credentials = base64.b64encode(f"pemuat:{PASSWORDS['pemuat']}".encode()).decode()
        asked.add_header("Authorization", f"Basic {credentials}")
        return get(asked, 5, ssl.create_default_context(cafile=self.ca))

    def wait(self, nodes: int, status: str = "green", seconds: float = 120) -> None:
        """Wait until the node has its users."""
        end = time.monotonic() + seconds
        (node,) = self.nodes
        while time.monotonic() < end:
            if node.process is None or node.process.poll() is not None:
                log = node.log.read_text(errors="replace")[-2000:]
                raise ClusterUnavailableError(f"{node.name} ended: {log}")
            try:
                self.ask("/_cluster/health")
                return
            except urllib.error.HTTPError as error:
                error.close()
            except OSError:
                pass
            time.sleep(0.3)
        raise ClusterUnavailableError(f"no users in {seconds:.0f} s")


def _write_certificates(folder: Path) -> None:
    """Write an authority, and a node's certificate for loopback signed by it."""
    authority, its_key = _signed("authority", None)
    node, key = _signed("node", (authority, its_key))
    for name, certificate in (("ca", authority), ("node", node)):
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        (folder / f"{name}.pem").write_bytes(pem)
    (folder / "node.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _signed(
    name: str, by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by[0].subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    )
    if by:
        loopback = x509.IPAddress(ipaddress.ip_address(HOST))
        made = made.add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
    return made.sign(by[1] if by else key, hashes.SHA256()), key
