import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The line format of ../README.md. */
final class Lines {
    private Lines() {}

    static String toHex(byte[] bytes) {
        return bytes == null ? "-" : HexFormat.of().formatHex(bytes);
    }

    static byte[] fromHex(String text) {
        return text.equals("-") ? null : HexFormat.of().parseHex(text);
    }

    static ProducerRecord<byte[], byte[]> parse(String topic, String line) {
        String[] fields = line.split("\t", -1);
        Long timestamp = fields[1].equals("-") ? null : Long.valueOf(fields[1]);
        return new ProducerRecord<>(topic, Integer.valueOf(fields[0]), timestamp, fromHex(fields[2]),
                fromHex(fields[3]), parseHeaders(fields[4]));
    }

    private static List<Header> parseHeaders(String text) {
        List<Header> headers = new ArrayList<>();
        for (String each : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] pair = each.split(":", -1);
            headers.add(new RecordHeader(
                    new String(fromHex(pair[0]), StandardCharsets.UTF_8), fromHex(pair[1])));
        }
        return headers;
    }

    static String print(ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(toHex(header.key().getBytes(StandardCharsets.UTF_8)) + ":" + toHex(header.value()));
        }
        return String.join("\t", String.valueOf(record.partition()), String.valueOf(record.offset()),
                String.valueOf(record.timestamp()), toHex(record.key()), toHex(record.value()),
                String.join(",", headers));
    }
}
