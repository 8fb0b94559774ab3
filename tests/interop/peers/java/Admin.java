import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** Runs the commands of standard input, one a line, and prints one line for the answer of each. */
final class Admin implements AutoCloseable {
    private final AdminClient client;

    private Admin(String address) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", address);
        settings.put("default.api.timeout.ms", 15000);
        settings.put("request.timeout.ms", 10000);
        client = AdminClient.create(settings);
    }

    public static void main(String[] words) throws Exception {
        try (Admin admin = new Admin(words[0])) {
            var input = new BufferedReader(new InputStreamReader(System.in));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(admin.answer(line.split(" ")));
            }
        }
    }

    private String answer(String[] words) throws Exception {
        try {
            return run(words);
        } catch (ExecutionException failure) {
            return "error " + failure.getCause().getClass().getSimpleName();
        }
    }

    private String run(String[] words) throws Exception {
        return switch (words[0]) {
            case "create" -> create(words);
            case "list" -> String.join(" ", new TreeSet<>(wait(client.listTopics().names())));
            case "describe" -> describe(words[1]);
            case "describe-by-id" -> describeById(words[1]);
            case "topic-id" -> wait(client.describeTopics(List.of(words[1])).allTopicNames())
                    .get(words[1]).topicId().toString();
            case "delete" -> done(client.deleteTopics(List.of(words[1])).all());
            case "partitions" -> done(client.createPartitions(
                    Map.of(words[1], NewPartitions.increaseTo(Integer.parseInt(words[2])))).all());
            case "config" -> config(ConfigResource.Type.valueOf(words[1]), words[2], words[3]);
            case "alter" -> alter(words);
            case "offset" -> offset(words[1], Integer.parseInt(words[2]), words[3]);
            case "delete-records" -> deleteRecords(
                    words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "cluster" -> cluster();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static <T> T wait(KafkaFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static String done(KafkaFuture<Void> future) throws Exception {
        wait(future);
        return "done";
    }

    private String create(String[] words) throws Exception {
        Map<String, String> configs = new HashMap<>();
        for (int at = 3; at < words.length; ++at) {
            configs.put(words[at].split("=")[0], words[at].split("=")[1]);
        }
        NewTopic topic = new NewTopic(words[1], Optional.of(Integer.valueOf(words[2])), Optional.empty());
        var result = client.createTopics(List.of(topic.configs(configs)));
        String effective = new TreeSet<>(configs.keySet()).stream()
                .map(key -> " " + key + "=" + configOf(result.config(words[1]), key))
                .collect(Collectors.joining());
        return "partitions=" + wait(result.numPartitions(words[1])) + " replicas="
                + wait(result.replicationFactor(words[1])) + effective;
    }

    private static String configOf(KafkaFuture<org.apache.kafka.clients.admin.Config> config, String key) {
        try {
            return wait(config).get(key).value();
        } catch (Exception failure) {
            return failure.toString();
        }
    }

    private static String print(TopicDescription topic) {
        String leaders = topic.partitions().stream().map(TopicPartitionInfo::leader)
                .map(Node::idString).collect(Collectors.joining(","));
        boolean hasId = !topic.topicId().equals(Uuid.ZERO_UUID);
        return topic.name() + " leaders=" + leaders + " id=" + (hasId ? "yes" : "none");
    }

    private String describe(String name) throws Exception {
        return print(wait(client.describeTopics(List.of(name)).allTopicNames()).get(name));
    }

    private String describeById(String name) throws Exception {
        Uuid id = wait(client.describeTopics(List.of(name)).allTopicNames()).get(name).topicId();
        var byId = org.apache.kafka.common.TopicCollection.ofTopicIds(List.of(id));
        return print(wait(client.describeTopics(byId).allTopicIds()).get(id));
    }

    private String config(ConfigResource.Type type, String name, String key) throws Exception {
        ConfigResource resource = new ConfigResource(type, name);
        ConfigEntry entry = wait(client.describeConfigs(List.of(resource)).all()).get(resource).get(key);
        return entry == null ? "absent" : entry.value() + " " + entry.source();
    }

    private String alter(String[] words) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, words[1]);
        ConfigEntry entry = new ConfigEntry(words[3], words.length > 4 ? words[4] : "");
        Collection<AlterConfigOp> ops =
                List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.valueOf(words[2])));
        return done(client.incrementalAlterConfigs(Map.of(resource, ops)).all());
    }

    private String offset(String topic, int partition, String at) throws Exception {
        OffsetSpec spec = switch (at) {
            case "earliest" -> OffsetSpec.earliest();
            case "latest" -> OffsetSpec.latest();
            case "max-timestamp" -> OffsetSpec.maxTimestamp();
            default -> OffsetSpec.forTimestamp(Long.parseLong(at));
        };
        TopicPartition where = new TopicPartition(topic, partition);
        ListOffsetsResultInfo found = wait(client.listOffsets(Map.of(where, spec)).partitionResult(where));
        return found.offset() + " " + found.timestamp();
    }

    private String deleteRecords(String topic, int partition, long offset) throws Exception {
        TopicPartition where = new TopicPartition(topic, partition);
        var result = client.deleteRecords(Map.of(where, RecordsToDelete.beforeOffset(offset)));
        return "low-watermark=" + wait(result.lowWatermarks().get(where)).lowWatermark();
    }

    private String cluster() throws Exception {
        var cluster = client.describeCluster();
        String nodes = wait(cluster.nodes()).stream().map(node -> node.id() + "@" + node.host() + ":" + node.port())
                .collect(Collectors.joining(","));
        boolean hasId = !wait(cluster.clusterId()).isEmpty();
        return "id=" + (hasId ? "yes" : "none") + " controller=" + wait(cluster.controller()).id()
                + " nodes=" + nodes;
    }

    @Override
    public void close() {
        client.close();
    }
}
