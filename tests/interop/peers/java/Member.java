import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of a consumer group behind the lines of ../README.md. */
final class Member {
    private static final String NAMES = "org.apache.kafka.clients.consumer.";
    private static final Map<String, String> ASSIGNORS = Map.of(
            "range", NAMES + "RangeAssignor",
            "roundrobin", NAMES + "RoundRobinAssignor",
            "sticky", NAMES + "StickyAssignor",
            "cooperative-sticky", NAMES + "CooperativeStickyAssignor");

    private Member() {}

    public static void main(String[] words) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings(words), bytes, bytes)) {
            Thread watch = new Thread(() -> wakeAtEndOfInput(consumer));
            watch.setDaemon(true);
            watch.start();
            consumer.subscribe(List.of(words[1]), new Told());
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    System.out.println(record.partition() + "\t" + record.offset());
                }
                consumer.commitAsync();
            }
        } catch (WakeupException left) {
            // close() has committed what commitAsync() had not and left the group.
        }
    }

    private static Properties settings(String[] words) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", words[0]);
        settings.put("group.id", words[2]);
        settings.put("partition.assignment.strategy", ASSIGNORS.get(words[3]));
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "true");
        settings.put("auto.commit.interval.ms", "200");
        settings.put("heartbeat.interval.ms", "300");
        settings.put("session.timeout.ms", "6000");
        settings.put("metadata.max.age.ms", "1000");
        // Else 4.1.1 forgets all topics when its only broker is away, and rejoins when it sees them again.
        settings.put("metadata.recovery.strategy", "none");
        return settings;
    }

    private static void wakeAtEndOfInput(KafkaConsumer<?, ?> consumer) {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException gone) {
            // The same as its end.
        }
        consumer.wakeup();
    }

    /** Prints a line for each rebalance that reaches this member. */
    private static final class Told implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            System.out.println("assigned\t" + partitions.stream()
                    .map(each -> Integer.toString(each.partition())).collect(Collectors.joining(",")));
        }
    }
}
