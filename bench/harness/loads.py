"""What is measured: one row of the table each."""
import dataclasses

PARTITIONS = 3


@dataclasses.dataclass(frozen=True)
class Load:
    operation: str
    size: int = 100
    codec: str = "none"
    one_at_a_time: bool = False

    @property
    def name(self):
        words = [self.operation, f"{self.size} B", self.codec]
        if self.one_at_a_time:
            words.append("one at a time")
        return ", ".join(words)

    def options(self):
        words = ["--size", str(self.size), "--compression", self.codec]
        return words + ["--one-at-a-time"] if self.one_at_a_time else words

    def messages(self, scale):
        """So many that one run takes about half a second."""
        if self.operation == "latency":
            return int(3000 * scale)
        return int((1_000_000 if self.size < 500 else 250_000) * scale)


SIZES = [(100, "none"), (100, "lz4"), (1024, "none"), (1024, "lz4")]


def chosen(parts, quick):
    """The loads of the parts that are asked for; `quick` keeps one of each kind."""
    sizes = SIZES[:1] if quick else SIZES
    out = []
    if "produce" in parts:
        out += [Load("produce", *each) for each in sizes]
    if "consume" in parts:
        out += [Load("consume", *each, one_at_a_time=one) for one in (False, True) for each in sizes]
    if "latency" in parts:
        out += [Load("latency")]
    return out
