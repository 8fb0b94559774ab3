package golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Fills a message by a rule that needs nothing but the schema, so that tests/unit/protocol/fill.hpp
 * can fill ours in the same way.
 *
 * <p>Values come from a counter n that rises by one with each value, in the order of the wire. All
 * bytes of a number or an id are 0x11 + n % 0x5f, a bool is the opposite of its default, a string
 * is the letter 'a' + n % 26, bytes and records are two such bytes. Arrays of values have two
 * elements; arrays of structs have two at the top of a message and one further down. Cases:
 * <ul>
 * <li>initial: everything at its default; null becomes empty where the version forbids null;
 * <li>full: everything as above;
 * <li>null: nullable strings, bytes, records and arrays of values are null;
 * <li>empty: strings, bytes, records and arrays of values are empty;
 * <li>absent: nullable structs and nullable arrays of structs are null;
 * <li>bare: arrays of structs are empty.
 * </ul>
 */
final class Filler {
    enum Case { initial, full, nulls, empty, absent, bare }

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private final int version;
    private final Case what;
    private int counter = 0;

    private Filler(int version, Case what) {
        this.version = version;
        this.what = what;
    }

    static JsonNode fill(List<Shape.Field> fields, int version, Case what) {
        return new Filler(version, what).struct(fields, 0);
    }

    private ObjectNode struct(List<Shape.Field> fields, int depth) {
        ObjectNode out = JSON.objectNode();
        for (Shape.Field field : fields)
            if (field.versions().has(version)) out.set(field.jsonName(), field(field, depth));
        return out;
    }

    private JsonNode field(Shape.Field field, int depth) {
        if (isNull(field)) return JSON.nullNode();
        if (field.array()) return array(field, depth);
        if (field.isStruct()) return struct(field.fields(), depth + 1);
        return what == Case.initial ? initial(field) : value(field);
    }

    private boolean isNull(Shape.Field field) {
        if (!field.nullable().has(version)) return false;
        return switch (what) {
            case initial -> field.defaultsToNull();
            case nulls -> !field.isStruct();
            case absent -> field.isStruct();
            default -> false;
        };
    }

    private ArrayNode array(Shape.Field field, int depth) {
        ArrayNode out = JSON.arrayNode();
        if (what == Case.initial || what == (field.isStruct() ? Case.bare : Case.empty)) return out;
        int size = field.isStruct() && depth > 0 ? 1 : 2;
        for (int i = 0; i < size; ++i)
            out.add(field.isStruct() ? struct(field.fields(), depth + 1) : value(field));
        return out;
    }

    private JsonNode initial(Shape.Field field) {
        String text = field.defaultsToNull() ? "" : field.defaultText();
        return switch (field.type()) {
            case "bool" -> JSON.booleanNode(text.equals("true"));
            case "string", "bytes", "records" -> JSON.textNode(text);
            case "uuid" -> id((byte) 0);
            case "float64" -> JSON.numberNode(0.0);
            default -> JSON.numberNode(text.isEmpty() ? 0 : Long.decode(text));
        };
    }

    private JsonNode value(Shape.Field field) {
        int n = ++counter;
        byte b = (byte) (0x11 + n % 0x5f);
        return switch (field.type()) {
            case "bool" -> JSON.booleanNode(!field.defaultText().equals("true"));
            case "string" -> text(what == Case.empty ? "" : "" + (char) ('a' + n % 26));
            case "bytes", "records" -> base64(what == Case.empty ? 0 : 2, b);
            case "uuid" -> id(b);
            case "float64" -> JSON.numberNode(wide(b).getDouble());
            case "int8" -> JSON.numberNode(b);
            case "int16", "uint16" -> JSON.numberNode(wide(b).getShort());
            case "int32" -> JSON.numberNode(wide(b).getInt());
            case "int64" -> JSON.numberNode(wide(b).getLong());
            default -> throw new IllegalArgumentException("no rule to fill a " + field.type());
        };
    }

    private static ByteBuffer wide(byte b) {
        byte[] bytes = new byte[8];
        Arrays.fill(bytes, b);
        return ByteBuffer.wrap(bytes);
    }

    private static JsonNode text(String value) {
        return JSON.textNode(value);
    }

    private static JsonNode base64(int size, byte b) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, b);
        return text(Base64.getEncoder().encodeToString(bytes));
    }

    private static JsonNode id(byte b) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, b);
        return text(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
