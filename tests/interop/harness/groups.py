"""Consumer groups of programs: who reads what, and what was read."""
import collections
import contextlib
import signal
import subprocess
import tempfile
import threading

from harness import assignment, peers
from harness.session import SESSION


class Member:
    """A running program that is a member of a group."""

    def __init__(self, peer, address, topic, group, assignor):
        words, self.by_signal = SESSION.peer(peer).member(address, topic, group, assignor)
        self.name = peer
        self.lines = []
        self.errors = tempfile.TemporaryFile()  # pylint: disable=consider-using-with
        self.process = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.follower = threading.Thread(target=self.follow, daemon=True)
        self.follower.start()

    def follow(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n").split("\t"))

    def read(self):
        """(partition, offset) of what it has read until now."""
        return [(int(words[0]), int(words[1])) for words in list(self.lines) if words[0].isdigit()]

    def rebalances(self):
        return sum(words[0] == "assigned" for words in list(self.lines))

    def leave(self):
        """Ends it in its own way, which must succeed."""
        if self.by_signal:
            self.process.send_signal(signal.SIGTERM)
        self.process.stdin.close()
        code = self.process.wait(peers.PATIENCE)
        self.follower.join(peers.PATIENCE)
        if code:
            raise peers.PeerError(f"{self.name} left with {code}: {self.said()}")

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")[-4000:]

    def kill(self):
        self.process.kill()
        self.process.wait()


class Group:
    """A topic, a group, and its members; each round writes one record to every partition."""

    def __init__(self, broker, assignor, partitions=6):
        self.broker = broker
        self.assignor = assignor
        self.partitions = partitions
        self.topic = SESSION.topic(partitions, broker=broker)
        self.name = SESSION.name("group")
        self.members = []
        self.all = []
        self.written = set()

    def join(self, peer):
        member = Member(peer, self.broker.address, self.topic, self.name, self.assignor)
        self.members.append(member)
        self.all.append(member)
        return member

    def leave(self, member):
        member.leave()
        self.members.remove(member)

    def kill(self, member):
        member.kill()
        self.members.remove(member)

    def write(self):
        """One record to each partition; says where they went."""
        rows = [peers.Record(each, None, None, None, b"x", ()) for each in range(self.partitions)]
        placed = SESSION.peer("librdkafka").produce(self.broker.address, self.topic, rows)
        self.written.update(placed)
        return set(placed)

    def ends(self):
        """What must be committed once everything was read: the end of each partition."""
        return [max(offset for at, offset in self.written if at == partition) + 1
                for partition in range(self.partitions)]

    def readers(self, places):
        """Partition -> the members that read the record at its place."""
        found = collections.defaultdict(list)
        for member in self.all:
            for place in member.read():
                if place in places:
                    found[place[0]].append(member)
        return found

    def round(self):
        """Writes and waits until every partition was read."""
        places = self.write()
        return peers.until(lambda: len(self.readers(places)) == self.partitions and self.readers(places),
                           on_failure=self.state)

    def is_shared(self):
        """Whether one round found each partition at one member, and each member at work."""
        found = self.round()
        once = all(len(members) == 1 for members in found.values())
        return once and {members[0] for members in found.values()} == set(self.members)

    def settle(self):
        peers.until(self.is_shared, on_failure=self.state)

    def described(self):
        """What the coordinator says of the group now: its state, and each member's partitions by member id."""
        found = peers.AdminClient({"bootstrap.servers": self.broker.address, "log_level": 2}).list_groups(
            self.name, timeout=20)
        if not found:
            return "Dead", {}
        return found[0].state, {each.id: assignment.partitions(each.assignment) for each in found[0].members}

    def is_stable(self):
        """Whether the coordinator has everybody who is there, and nobody else, and each partition at one member."""
        state, shares = self.described()
        given = sorted(place for share in shares.values() for place in share)
        return (state == "Stable" and len(shares) == len(self.members)
                and given == [(self.topic, each) for each in range(self.partitions)])

    def committed(self):
        consumer = peers.Consumer({"bootstrap.servers": self.broker.address, "group.id": self.name, "log_level": 2})
        with contextlib.closing(consumer):
            wanted = [peers.TopicPartition(self.topic, each) for each in range(self.partitions)]
            found = consumer.committed(wanted, timeout=20)
            for each in found:
                if each.error:
                    raise peers.KafkaException(each.error)
            return [each.offset for each in found]

    def close(self):
        """Everybody leaves. What was written and not read, and what is committed then."""
        while self.members:
            self.leave(self.members[0])
        read = set().union(*(member.read() for member in self.all))
        return sorted(self.written - read), self.committed()

    def state(self):
        return "\n".join(f"{member.name} (ended with {member.process.poll()}) read {member.read()[-12:]} "
                         f"{member.said()}" for member in self.all)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for member in self.all:
            if member.process.poll() is None:
                member.kill()
