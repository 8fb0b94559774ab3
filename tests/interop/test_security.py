"""TLS and SASL both ways: other clients at our listeners, our command at Apache Kafka's."""
import subprocess
import unittest

from harness import peers, secured
from harness.once import once
from harness.session import SESSION

LINES = [f"line {n}" for n in range(500)]


@once
def certificates():
    return secured.make_certificates(SESSION.scratch / "certificates")


@once
def secured_broker(kind):
    """One for all tests: "ours" or a version of Apache Kafka."""
    place = SESSION.scratch / f"secured-{kind}"
    if kind == "ours":
        return SESSION.keep(secured.OurSecuredBroker(SESSION.kafka, place / "data", certificates()).start())
    return SESSION.keep(secured.SecuredKafka(kind, place, certificates()).start())


class Secured(unittest.TestCase):
    """What both classes of tests do."""
    kind = None

    def setUp(self):
        self.broker = secured_broker(self.kind)

    def settings(self, protocol, mechanism=None, password=secured.PASSWORD):
        """As librdkafka and our command both name them."""
        out = {"security.protocol": protocol}
        if protocol.endswith("SSL"):
            out["ssl.ca.location"] = certificates() / "ca.pem"
        if mechanism:
            out |= {"sasl.mechanism": mechanism, "sasl.username": secured.USER, "sasl.password": password}
        return [word for key, value in out.items() for word in ("-X", f"{key}={value}")]

    def ours(self, protocol, settings, *words, text=""):
        return subprocess.run([SESSION.kafka, *words, "-b", self.broker.on(protocol), *settings], input=text,
                              capture_output=True, text=True, timeout=90, check=False)

    def expect_lines_by_our_command(self, protocol, mechanism=None):
        topic = SESSION.name("secured")
        settings = self.settings(protocol, mechanism)
        wrote = self.ours(protocol, settings, "produce", topic, "--create", "-q", text="\n".join(LINES) + "\n")
        self.assertEqual(0, wrote.returncode, wrote.stderr)
        read = self.ours(protocol, settings, "consume", topic, "--from", "start", "--to", "end")
        self.assertEqual(sorted(LINES), sorted(read.stdout.splitlines()), read.stderr)

    def expect_a_wrong_password_is_told(self, protocol, mechanism):
        said = self.ours(protocol, self.settings(protocol, mechanism, "guess"), "topic", "list")
        self.assertNotEqual(0, said.returncode)
        self.assertIn(f"SASL {mechanism}", said.stderr)
        self.assertNotIn("guess", said.stderr)


class OurListeners(Secured):
    """Our broker, asked by librdkafka and by ourselves."""
    kind = "ours"

    def expect_lines_by_kcat(self, protocol, mechanism=None):
        topic = SESSION.name("kcat")
        words = ["kcat", "-b", self.broker.on(protocol), *map(str, self.settings(protocol, mechanism)), "-t", topic]
        peers.run([*words, "-P"], "\n".join(LINES))
        self.assertEqual(LINES, peers.run([*words, "-C", "-e", "-q"]).splitlines())

    def test_kcat_writes_and_reads_over_tls(self):
        self.expect_lines_by_kcat("SSL")

    def test_kcat_logs_in_by_plain(self):
        self.expect_lines_by_kcat("SASL_PLAINTEXT", "PLAIN")

    def test_kcat_logs_in_by_plain_over_tls(self):
        self.expect_lines_by_kcat("SASL_SSL", "PLAIN")

    def test_our_command_writes_and_reads_over_tls(self):
        self.expect_lines_by_our_command("SSL")

    def test_our_command_logs_in_by_plain_over_tls(self):
        self.expect_lines_by_our_command("SASL_SSL", "PLAIN")

    def test_our_command_is_told_that_its_password_is_wrong(self):
        self.expect_a_wrong_password_is_told("SASL_PLAINTEXT", "PLAIN")


class ListenersOfApache411(Secured):
    """Apache Kafka, asked by our command."""
    kind = "4.1.1"

    def test_our_command_logs_in_by_plain_over_tls(self):
        self.expect_lines_by_our_command("SASL_SSL", "PLAIN")

    def test_our_command_logs_in_by_scram_sha_256_over_tls(self):
        self.expect_lines_by_our_command("SASL_SSL", "SCRAM-SHA-256")

    def test_our_command_logs_in_by_scram_sha_512_over_tls(self):
        self.expect_lines_by_our_command("SASL_SSL", "SCRAM-SHA-512")

    def test_our_command_is_told_that_its_password_is_wrong(self):
        for mechanism in secured.MECHANISMS:
            with self.subTest(mechanism):
                self.expect_a_wrong_password_is_told("SASL_SSL", mechanism)
