package golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of a message schema that decides what is on the wire, in the order of the wire. */
final class Shape {
    /** A field. {@code fields} is null unless it is a struct or an array of structs. */
    record Field(String name, String type, boolean array, Range versions, Range nullable, int tag,
                 String defaultText, List<Field> fields) {
        boolean isStruct() {
            return fields != null;
        }

        /** Apache's generated code starts records with null whatever the schema says. */
        boolean defaultsToNull() {
            return "null".equals(defaultText) || type.equals("records");
        }

        /** The generated JSON converters lower the first letter only. */
        String jsonName() {
            return Character.toLowerCase(name.charAt(0)) + name.substring(1);
        }
    }

    private final Map<String, JsonNode> common = new HashMap<>();

    static List<Field> of(JsonNode schema) {
        Shape shape = new Shape();
        for (JsonNode struct : schema.path("commonStructs"))
            shape.common.put(struct.get("name").asText(), struct.get("fields"));
        return shape.fields(schema.get("fields"));
    }

    private List<Field> fields(JsonNode nodes) {
        List<Field> out = new ArrayList<>();
        for (JsonNode node : nodes) out.add(field(node));
        out.sort(Comparator.comparingInt(Field::tag)); // stable: plain fields keep their order
        return out;
    }

    private Field field(JsonNode node) {
        String type = node.get("type").asText();
        boolean array = type.startsWith("[]");
        String element = array ? type.substring(2) : type;
        boolean struct = Character.isUpperCase(element.charAt(0));
        List<Field> nested = null;
        if (struct) nested = fields(node.has("fields") ? node.get("fields") : common.get(element));
        String versions = node.path("versions").asText(node.path("taggedVersions").asText());
        String defaultText = node.has("default") ? node.get("default").asText("null") : "";
        return new Field(node.get("name").asText(), element, array, Range.parse(versions),
                         Range.parse(node.path("nullableVersions").asText("none")),
                         node.path("tag").asInt(-1), defaultText, nested);
    }
}
