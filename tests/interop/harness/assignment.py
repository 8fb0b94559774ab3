"""What a group's leader gave a member, as the coordinator keeps it."""
import struct


class Cursor:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def number(self, form):
        value, = struct.unpack_from(">" + form, self.data, self.at)
        self.at += struct.calcsize(form)
        return value

    def text(self):
        length = self.number("h")
        self.at += length
        return self.data[self.at - length:self.at].decode()


def partitions(data):
    """[(topic, partition)], sorted; nothing while the member has no assignment."""
    if not data:
        return []
    cursor = Cursor(data)
    cursor.number("h")  # every version begins in the same way
    found = []
    for _ in range(cursor.number("i")):
        topic = cursor.text()
        found += [(topic, cursor.number("i")) for _ in range(cursor.number("i"))]
    return sorted(found)
