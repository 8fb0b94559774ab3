package golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes tests/data/assignments/java.txt: what Apache's own assignors make of random groups. The
 * lines of a group are explained at the top of the file.
 */
public final class Assignments {
    private static final List<String> TOPICS = List.of("t", "u", "v");
    private static final List<Node> NODES =
        List.of(new Node(0, "h", 1, "a"), new Node(1, "h", 2, "b"), new Node(2, "h", 3, "c"));

    private final Random random;
    private final List<String> out;
    private final List<PartitionInfo> partitions = new ArrayList<>();
    private final Map<String, Subscription> plain = new TreeMap<>();
    private final Map<String, Subscription> sticky = new TreeMap<>();
    private final Map<String, List<TopicPartition>> owned = new TreeMap<>();

    private Assignments(long seed, List<String> out) {
        this.random = new Random(seed);
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
            "# What the assignors of Apache Kafka 4.1.1 make of random groups.",
            "# topic NAME RACKS...: the racks of each partition's replicas",
            "# member ID INSTANCE RACK TOPICS GENERATION USERDATA OWNED: - is none; user data of \"sticky\"",
            "# range ID PARTITIONS, roundrobin ID PARTITIONS: the whole result",
            "# sticky KEPT LOADS...: how many partitions stayed where they were, and all shares sorted"));
        for (int group = 0; group < 120; ++group) new Assignments(group, lines).write(group);
        Path file = Path.of(args[0]).resolve("assignments/java.txt");
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    private void write(int group) {
        boolean racks = group % 2 == 1;
        boolean equal = group % 3 != 0;
        out.add("group " + group);
        for (String topic : TOPICS) addTopic(topic, racks);
        int members = 1 + random.nextInt(6);
        Set<TopicPartition> free = new HashSet<>();
        for (PartitionInfo p : partitions) free.add(new TopicPartition(p.topic(), p.partition()));
        for (int m = 0; m < members; ++m) addMember("m" + (9 - m), racks, equal, free);
        whole("range", new RangeAssignor());
        whole("roundrobin", new RoundRobinAssignor());
        shares();
    }

    private void addTopic(String topic, boolean racks) {
        StringBuilder line = new StringBuilder("topic " + topic);
        int count = 1 + random.nextInt(7);
        for (int p = 0; p < count; ++p) {
            List<Node> replicas = new ArrayList<>();
            for (Node node : NODES) if (racks && random.nextInt(2) == 0) replicas.add(node);
            Node[] nodes = replicas.toArray(new Node[0]);
            partitions.add(new PartitionInfo(topic, p, null, nodes, nodes));
            line.append(' ').append(replicas.isEmpty() ? "-" : "");
            for (Node node : replicas) line.append(node.rack());
        }
        out.add(line.toString());
    }

    private void addMember(String id, boolean racks, boolean equal, Set<TopicPartition> free) {
        List<String> topics = new ArrayList<>();
        for (String topic : TOPICS) if (equal || random.nextInt(2) == 0) topics.add(topic);
        Optional<String> instance =
            random.nextInt(4) == 0 ? Optional.of("i" + random.nextInt(1000)) : Optional.empty();
        Optional<String> rack =
            racks && random.nextInt(4) != 0 ? Optional.of(NODES.get(random.nextInt(3)).rack()) : Optional.empty();
        int generation = random.nextInt(3) == 0 ? -1 : 7;
        List<TopicPartition> mine = new ArrayList<>();
        if (generation >= 0)
            for (PartitionInfo p : partitions) {
                TopicPartition tp = new TopicPartition(p.topic(), p.partition());
                if (topics.contains(p.topic()) && random.nextInt(2) == 0 && free.remove(tp)) mine.add(tp);
            }
        ByteBuffer data = userData(mine, generation, topics);
        plain.put(id, subscription(topics, null, instance, rack));
        sticky.put(id, subscription(topics, data, instance, Optional.empty()));
        owned.put(id, mine);
        out.add("member " + id + " " + instance.orElse("-") + " " + rack.orElse("-") + " "
                + (topics.isEmpty() ? "-" : String.join(",", topics)) + " " + generation + " "
                + (data == null ? "-" : HexFormat.of().formatHex(data.array())) + " " + text(mine));
    }

    private static ByteBuffer userData(List<TopicPartition> mine, int generation, List<String> topics) {
        StickyAssignor assignor = new StickyAssignor();
        if (generation >= 0)
            assignor.onAssignment(new Assignment(mine),
                                  new ConsumerGroupMetadata("g", generation, "m", Optional.empty()));
        return assignor.subscriptionUserData(Set.copyOf(topics));
    }

    private static Subscription subscription(List<String> topics, ByteBuffer data, Optional<String> instance,
                                             Optional<String> rack) {
        Subscription s = new Subscription(topics, data, List.of(), -1, rack);
        s.setGroupInstanceId(instance);
        return s;
    }

    private Map<String, Assignment> assign(ConsumerPartitionAssignor assignor, Map<String, Subscription> members) {
        Cluster cluster = new Cluster("c", NODES, partitions, Set.of(), Set.of());
        return new TreeMap<>(assignor.assign(cluster, new GroupSubscription(members)).groupAssignment());
    }

    private void whole(String name, ConsumerPartitionAssignor assignor) {
        assign(assignor, plain).forEach((id, got) -> out.add(name + " " + id + " " + text(got.partitions())));
    }

    private void shares() {
        int kept = 0;
        List<Integer> loads = new ArrayList<>();
        for (Map.Entry<String, Assignment> e : assign(new StickyAssignor(), sticky).entrySet()) {
            loads.add(e.getValue().partitions().size());
            for (TopicPartition p : e.getValue().partitions()) if (owned.get(e.getKey()).contains(p)) ++kept;
        }
        loads.sort(null);
        StringBuilder line = new StringBuilder("sticky " + kept);
        for (int load : loads) line.append(' ').append(load);
        out.add(line.toString());
    }

    private static String text(List<TopicPartition> partitions) {
        Set<String> sorted = new TreeSet<>();
        for (TopicPartition p : partitions) sorted.add(p.topic() + "-" + p.partition());
        return sorted.isEmpty() ? "-" : String.join(",", sorted);
    }
}
