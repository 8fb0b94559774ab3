import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Java producer and consumer behind the lines of ../README.md. */
final class Peer {
    private static final int PATIENCE = 30;

    private Peer() {}

    public static void main(String[] words) throws Exception {
        switch (words[0]) {
            case "produce" -> produce(words[1], words[2], Arrays.asList(words).subList(3, words.length));
            case "consume" -> consume(words[1], words[2], words[3], Integer.parseInt(words[4]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static Properties producerSettings(String address, List<String> options) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", address);
        settings.put("max.request.size", 16 << 20);
        settings.put("delivery.timeout.ms", PATIENCE * 1000);
        settings.put("request.timeout.ms", PATIENCE * 500);
        settings.put("linger.ms", 5);
        settings.put("enable.idempotence", "false");
        for (String option : options) {
            String[] pair = option.split("=");
            String name = switch (pair[0]) {
                case "codec" -> "compression.type";
                case "idempotent" -> "enable.idempotence";
                default -> pair[0];
            };
            settings.put(name, pair[1]);
        }
        return settings;
    }

    private static void produce(String address, String topic, List<String> options) throws Exception {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(producerSettings(address, options), bytes, bytes)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            var input = new BufferedReader(new InputStreamReader(System.in));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                sent.add(producer.send(Lines.parse(topic, line)));
            }
            for (Future<RecordMetadata> each : sent) {
                RecordMetadata metadata = each.get(PATIENCE, TimeUnit.SECONDS);
                System.out.println(metadata.partition() + "\t" + metadata.offset());
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String address) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", address);
        settings.put("auto.offset.reset", "none");
        settings.put("enable.auto.commit", "false");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(settings, bytes, bytes);
    }

    private static void consume(String address, String topic, String partitions, int count) {
        List<TopicPartition> assigned = Arrays.stream(partitions.split(","))
                .map(each -> new TopicPartition(topic, Integer.parseInt(each))).toList();
        try (var consumer = consumer(address)) {
            consumer.assign(assigned);
            assigned.forEach(each -> consumer.seek(each, 0));
            int left = count;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (left > 0 && System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    System.out.println(Lines.print(record));
                    --left;
                }
            }
            if (left > 0) {
                throw new IllegalStateException(left + " records did not come in time");
            }
        }
    }
}
