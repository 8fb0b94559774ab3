package golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes tests/data/balancers/java.txt: where Java's producer puts the keys of a file, whose lines
 * have a key in hex ("empty" for one of no bytes) and a count of partitions.
 */
public final class Balancers {
    private Balancers() {}

    public static void main(String[] args) throws IOException {
        List<String> out = new ArrayList<>(List.of(
            "# Where the producer of Apache Kafka 4.1.1 puts a key: rule, key in hex, partitions, choice"));
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            String[] words = line.split(" ");
            byte[] key = words[0].equals("empty") ? new byte[0] : HexFormat.of().parseHex(words[0]);
            int choice = Utils.toPositive(Utils.murmur2(key)) % Integer.parseInt(words[1]);
            out.add("murmur2 " + line + " " + choice);
        }
        Path file = Path.of(args[0]).resolve("balancers/java.txt");
        Files.createDirectories(file.getParent());
        Files.write(file, out);
    }
}
