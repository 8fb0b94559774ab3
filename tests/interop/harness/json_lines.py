"""A record as the line of JSON that our command prints and takes."""
import base64
import json

from lines import Record


def put(fields, name, data):
    """Text where the bytes are text, base64 otherwise; null is left out."""
    if data is None:
        return
    try:
        fields[name] = data.decode()
    except UnicodeDecodeError:
        fields[name + "_base64"] = base64.b64encode(data).decode()


def header_value(data):
    fields = {}
    put(fields, "value", data)
    return {"base64": fields["value_base64"]} if "value_base64" in fields else fields.get("value")


def input_line(record):
    fields = {"partition": record.partition}
    if record.timestamp is not None:
        fields["timestamp_ms"] = record.timestamp
    put(fields, "key", record.key)
    put(fields, "value", record.value)
    fields["headers"] = [[name, header_value(value)] for name, value in record.headers]
    return json.dumps(fields) + "\n"


def get(fields, name):
    if name + "_base64" in fields:
        return base64.b64decode(fields[name + "_base64"])
    text = fields.get(name)
    return None if text is None else text.encode()


def parse_output(line):
    fields = json.loads(line)
    headers = tuple((name, base64.b64decode(value["base64"]) if isinstance(value, dict)
                     else None if value is None else value.encode())
                    for name, value in fields["headers"])
    return Record(fields["partition"], fields["offset"], fields["timestamp_ms"], get(fields, "key"),
                  get(fields, "value"), headers)
