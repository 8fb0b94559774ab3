package golden;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes tests/data/golden: what Apache's own code makes of each message of tests/data/schema that
 * is not in missing.txt, one line per distinct encoding: message, versions, case, bytes.
 */
public final class Golden {
    private static final String[] TABLES = {"requests", "metadata_records", "group_records"};
    private static final ObjectMapper MAPPER =
        new ObjectMapper().configure(JsonParser.Feature.ALLOW_COMMENTS, true);

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        Path out = Files.createDirectories(data.resolve("golden"));
        Set<String> missing = new HashSet<>(Files.readAllLines(data.resolve("schema/missing.txt")));
        for (String table : TABLES) {
            List<String> lines = new ArrayList<>();
            for (String fact : Files.readAllLines(data.resolve("schema/" + table + ".txt"))) {
                String[] words = fact.split(" ");
                boolean isMessage = fact.contains(" versions=") && !words[0].contains(".");
                if (isMessage && !missing.contains(words[0])) lines.addAll(message(words));
            }
            Files.write(out.resolve(table + ".txt"), lines);
        }
    }

    /** All lines of the message whose line in the table of facts was split into {@code words}. */
    private static List<String> message(String[] words) throws Exception {
        Range versions = null;
        for (String word : words)
            if (word.startsWith("versions=")) versions = Range.parse(word.substring(9));
        Codec codec = new Codec(words[0]);
        List<Shape.Field> fields = Shape.of(schema(words[0]));
        Map<String, List<Range>> found = new LinkedHashMap<>(); // "case bytes" -> versions
        for (int version = versions.first(); version <= versions.last(); ++version)
            for (String text : encodings(codec, fields, version))
                extend(found.computeIfAbsent(text, t -> new ArrayList<>()), version);
        List<String> lines = new ArrayList<>();
        found.forEach((text, ranges) -> {
            for (Range range : ranges) lines.add(words[0] + " " + range + " " + text);
        });
        return lines;
    }

    /** A later case with the bytes of an earlier one says nothing and is left out. */
    private static List<String> encodings(Codec codec, List<Shape.Field> fields, int version)
        throws IllegalAccessException {
        Set<String> seen = new HashSet<>();
        List<String> out = new ArrayList<>();
        for (Filler.Case what : Filler.Case.values()) {
            byte[] bytes = codec.encode(Filler.fill(fields, version, what), version);
            String hex = HexFormat.of().formatHex(bytes);
            if (seen.add(hex)) out.add((what + " " + hex).stripTrailing());
        }
        return out;
    }

    private static void extend(List<Range> ranges, int version) {
        int end = ranges.size() - 1;
        if (end >= 0 && ranges.get(end).last() == version - 1)
            ranges.set(end, new Range(ranges.get(end).first(), version));
        else
            ranges.add(new Range(version, version));
    }

    private static JsonNode schema(String message) throws IOException {
        for (String name : Codec.schemaNames(message)) {
            try (InputStream in = Golden.class.getClassLoader().getResourceAsStream(name)) {
                if (in != null) return MAPPER.readTree(in);
            }
        }
        throw new IOException("no schema of " + message + " in the jars");
    }
}
