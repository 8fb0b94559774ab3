"""Brokers that encrypt and let nobody in who has not logged in, and the certificates for them."""
import re
import subprocess

from harness.brokers import OurBroker
from harness.programs import apache

USER, PASSWORD = "alice", "alice-secret"
PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule"
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"
PLAIN_USERS = f'{PLAIN} required user_{USER}="{PASSWORD}";'
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


def openssl(*words, place):
    subprocess.run(["openssl", *words], cwd=place, check=True, capture_output=True)


def make_certificates(place):
    """An authority (ca.pem) and a certificate for loopback with its key (server.pem), as Kafka takes it."""
    place.mkdir(parents=True, exist_ok=True)
    key = ["-newkey", "rsa:2048", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Interop Authority",
            "-days", "2", place=place)
    openssl("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost", place=place)
    (place / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-out", "server.crt", "-days", "2", "-extfile", "names", place=place)
    (place / "server.pem").write_text((place / "server.key").read_text() + (place / "server.crt").read_text())
    return place


def tls_settings(certificates):
    return {"ssl.keystore.type": "PEM", "ssl.keystore.location": certificates / "server.pem"}


class OurSecuredBroker(OurBroker):
    """Ours, with all four protocols."""

    def __init__(self, binary, data, certificates):
        settings = {
            "listeners": "PLAINTEXT://127.0.0.1:0,SSL://127.0.0.1:0,SASL_PLAINTEXT://127.0.0.1:0,SASL_SSL://127.0.0.1:0",
            "listener.name.sasl_plaintext.plain.sasl.jaas.config": PLAIN_USERS,
            "listener.name.sasl_ssl.plain.sasl.jaas.config": PLAIN_USERS,
            **tls_settings(certificates)}
        super().__init__(binary, data, settings, listen="")

    def on(self, protocol):
        """Where it listens with the protocol."""
        return re.search(rf"listening on (\S+) \({protocol}\)", self.log()).group(1)


class SecuredKafka(apache.Kafka):
    """Apache Kafka, whose second listener is SASL_SSL with users for PLAIN and SCRAM."""

    def __init__(self, version, directory, certificates):
        self.secured_port = apache.free_ports(1)[0]
        super().__init__(version, directory, tls_settings(certificates))

    def properties(self, port, controller_port):
        out = super().properties(port, controller_port)
        out["listeners"] += f",SASL_SSL://127.0.0.1:{self.secured_port}"
        out["listener.security.protocol.map"] += ",SASL_SSL:SASL_SSL"
        out["sasl.enabled.mechanisms"] = ",".join(MECHANISMS)
        out["listener.name.sasl_ssl.plain.sasl.jaas.config"] = PLAIN_USERS
        for digest in ("256", "512"):
            out[f"listener.name.sasl_ssl.scram-sha-{digest}.sasl.jaas.config"] = f"{SCRAM} required;"
        return out

    def format(self):
        self.configure()
        users = []
        for mechanism in MECHANISMS[1:]:
            users += ["--add-scram", f"{mechanism}=[name={USER},password={PASSWORD}]"]
        if self.run("kafka.tools.StorageTool", "format", "-t", "kafka-cpp-interop-tests", "-c",
                    self.directory / "server.properties", *users).wait(180):
            raise apache.ApacheError(f"Kafka {self.version} did not format {self.data}:\n{self.log()}")

    def on(self, _):
        return f"127.0.0.1:{self.secured_port}"
