"""What the interop tests are made of; see ../run.py."""
import pathlib
import sys

INTEROP = pathlib.Path(__file__).resolve().parent.parent
PEERS = INTEROP / "peers"

# Where `apache` and `lines` are imported from.
sys.path[:0] = [str(INTEROP.parent / "support" / "apache"), str(PEERS / "python")]
