import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.LeaderChangeMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.*;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.Crc32C;
import org.apache.kafka.common.utils.PrimitiveRef;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.LogValidator;
import org.apache.kafka.storage.internals.log.RecordValidationException;

/**
 * Writes tests/data/batches/java_*.txt (batches as Apache's own classes encode them, in the format
 * that tools/golden_batches.py describes) and tests/data/batches/verdicts.txt (what Apache's own
 * append checks say to batches that are wrong in one way or another).
 *
 * usage: java -cp JARS tools/GoldenBatches.java tests/data/batches
 * JARS: kafka-clients, kafka-storage and kafka-server-common 3.9.1, which still write magic 0 and
 * 1, with slf4j-api, lz4-java, snappy-java and zstd-jni.
 */
public class GoldenBatches {
    static final long START = 1_700_000_000_000L;
    static final byte[] TEXT = "the quick brown fox jumps over the lazy dog; ".getBytes();
    static final TopicPartition PARTITION = new TopicPartition("t", 0);

    record Item(long timestamp, byte[] key, byte[] value, Header... headers) {}

    static byte[] bytes(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    static List<Item> small() {
        return List.of(new Item(START, bytes("key"), bytes("value")),
                       new Item(START + 5, null, bytes("")), new Item(START - 3, bytes(""), null),
                       new Item(START + 70_000, bytes("k".repeat(70)), bytes("v".repeat(300)),
                                new RecordHeader("trace", bytes("abc")),
                                new RecordHeader("trace", (byte[])null),
                                new RecordHeader("empty", bytes(""))),
                       new Item(START + 5, bytes("schlüssel"), new byte[] {0, -1, -128, 127},
                                new RecordHeader("größe", new byte[] {1})));
    }

    static List<Item> large() {
        var out = new ArrayList<Item>();
        for (int i = 0; i < 120; i++)
            out.add(new Item(START + i, bytes("" + i), new String(TEXT).repeat(40).getBytes()));
        return out;
    }

    static String hex(byte[] value) {
        if (value == null) return "null";
        if (value.length > TEXT.length && value.length % TEXT.length == 0 && value[0] == TEXT[0])
            return "x" + HexFormat.of().formatHex(TEXT) + "*" + value.length / TEXT.length;
        return "x" + HexFormat.of().formatHex(value);
    }

    static List<String> hexLines(String word, byte[] data) {
        var out = new ArrayList<String>();
        for (int i = 0; i < data.length; i += 45)
            out.add(word + " " + HexFormat.of().formatHex(data, i, Math.min(data.length, i + 45)));
        return out;
    }

    static byte[] array(ByteBuffer buffer) {
        var out = new byte[buffer.remaining()];
        buffer.duplicate().get(out);
        return out;
    }

    static byte[] array(MemoryRecords records) { return array(records.buffer()); }

    static MemoryRecords build(int magic, CompressionType type, TimestampType time,
                               List<Item> items, long base, long id, int epoch, int sequence,
                               boolean transactional, int leaderEpoch) {
        var builder = MemoryRecords.builder(ByteBuffer.allocate(1 << 20), (byte)magic,
                                            Compression.of(type).build(), time, base, START + 900,
                                            id, (short)epoch, sequence, transactional, leaderEpoch);
        for (var item : items)
            builder.append(item.timestamp, item.key, item.value,
                           magic < 2 ? Record.EMPTY_HEADERS : item.headers);
        return builder.build();
    }

    static MemoryRecords plain(int magic, CompressionType type, List<Item> items) {
        return build(magic, type, TimestampType.CREATE_TIME, items, 0, -1, -1, -1, false, -1);
    }

    /** The lines of one file: header fields as Apache's reader sees them, records, bytes. */
    static List<String> describe(MemoryRecords records) {
        var lines = new ArrayList<String>();
        lines.add("# made by tools/GoldenBatches.java with kafka-clients 3.9.1");
        for (var batch : records.batches())
            if (batch.magic() == 2) {
                lines.add("header base_offset " + batch.baseOffset());
                lines.add("header leader_epoch " + batch.partitionLeaderEpoch());
                lines.add("header codec " + batch.compressionType().id);
                lines.add("header last_offset " + batch.lastOffset());
                lines.add("header max_timestamp " + batch.maxTimestamp());
                lines.add("header producer_id " + batch.producerId());
                lines.add("header producer_epoch " + batch.producerEpoch());
                lines.add("header base_sequence " + batch.baseSequence());
                lines.add("header last_sequence " + batch.lastSequence());
                lines.add("header transactional " + (batch.isTransactional() ? 1 : 0));
                lines.add("header control " + (batch.isControlBatch() ? 1 : 0));
                lines.add("header log_append_time " +
                          (batch.timestampType() == TimestampType.LOG_APPEND_TIME ? 1 : 0));
            }
        for (var r : records.records()) {
            var line = "record " + r.offset() + " " + r.timestamp() + " " +
                       hex(r.hasKey() ? array(r.key()) : null) + " " +
                       hex(r.hasValue() ? array(r.value()) : null);
            for (var h : r.headers()) line += " " + hex(bytes(h.key())) + " " + hex(h.value());
            lines.add(line);
        }
        lines.addAll(hexLines("bytes", array(records)));
        return lines;
    }

    static void write(Path folder, String name, MemoryRecords records) throws IOException {
        Files.write(folder.resolve("java_" + name + ".txt"), describe(records));
    }

    static void writeBatches(Path folder) throws IOException {
        for (var type : CompressionType.values()) {
            var name = type.name.toLowerCase(Locale.ROOT);
            for (int magic = 0; magic <= 2; magic++) {
                if (magic < 2 && type == CompressionType.ZSTD) continue;
                write(folder, "magic" + magic + "_" + name, plain(magic, type, small()));
                if (type != CompressionType.NONE)
                    write(folder, "large_magic" + magic + "_" + name, plain(magic, type, large()));
            }
        }
        write(folder, "magic1_log_append_time",
              build(1, CompressionType.GZIP, TimestampType.LOG_APPEND_TIME, small(), 0, -1, -1, -1,
                    false, -1));
        write(folder, "log_append_time",
              build(2, CompressionType.NONE, TimestampType.LOG_APPEND_TIME, small(), 1L << 40, -1,
                    -1, -1, false, 6));
        write(folder, "transactional",
              build(2, CompressionType.LZ4, TimestampType.CREATE_TIME, small(), 77, 4711, 3,
                    Integer.MAX_VALUE - 1, true, 9));
        write(folder, "abort_marker",
              MemoryRecords.withEndTransactionMarker(
                  70, START, 5, 4711, (short)2,
                  new EndTransactionMarker(ControlRecordType.ABORT, 9)));
        write(folder, "commit_marker",
              MemoryRecords.withEndTransactionMarker(
                  71, START, 5, 4711, (short)2,
                  new EndTransactionMarker(ControlRecordType.COMMIT, 10)));
        var voter = new LeaderChangeMessage.Voter().setVoterId(1);
        write(folder, "leader_change",
              MemoryRecords.withLeaderChangeMessage(12, START, 4, ByteBuffer.allocate(512),
                                                    new LeaderChangeMessage()
                                                        .setLeaderId(1)
                                                        .setVoters(List.of(voter))
                                                        .setGrantingVoters(List.of(voter))));
    }

    // Verdicts.

    static final class Rules {
        int version = 9;
        boolean compacted = false, logAppendTime = false;
        CompressionType codec = null; // null: the producer's
        long before = Long.MAX_VALUE, after = 3_600_000;
        static final long NOW = START + 1000;
    }

    static Time clock() {
        return (Time)Proxy.newProxyInstance(Time.class.getClassLoader(),
                                            new Class<?>[] {Time.class},
                                            (self, method, arguments) -> Rules.NOW);
    }

    static final LogValidator.MetricsRecorder SILENT =
        (LogValidator.MetricsRecorder)Proxy.newProxyInstance(
            LogValidator.class.getClassLoader(),
            new Class<?>[] {LogValidator.MetricsRecorder.class}, (self, method, arguments) -> null);

    static MemoryRecords append(MemoryRecords records, Rules rules) {
        ProduceRequest.validateRecords((short)rules.version, records);
        var first = records.batches().iterator().next();
        var target = rules.codec == null ? first.compressionType() : rules.codec;
        var time = rules.logAppendTime ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
        return new LogValidator(records, PARTITION, clock(), first.compressionType(),
                                Compression.of(target).build(), rules.compacted, (byte)2, time,
                                rules.before, rules.after, -1, AppendOrigin.CLIENT,
                                MetadataVersion.latestProduction())
            .validateMessagesAndAssignOffsets(PrimitiveRef.ofLong(0), SILENT,
                                              BufferSupplier.NO_CACHING)
            .validatedRecords;
    }

    static void judge(List<String> out, String name, byte[] produced, Rules rules) {
        out.add("case " + name);
        out.add("rules " + rules.version + " " + (rules.compacted ? 1 : 0) + " " +
                (rules.logAppendTime ? 1 : 0) + " " + (rules.codec == null ? -1 : rules.codec.id) +
                " " + rules.before + " " + rules.after + " " + Rules.NOW);
        out.addAll(hexLines("produced", produced));
        try {
            var appended =
                append(MemoryRecords.readableRecords(ByteBuffer.wrap(produced.clone())), rules);
            out.add("error 0");
            // The log drops what follows the last whole batch.
            out.addAll(hexLines("appended", array(appended.buffer().limit(appended.validBytes()))));
        } catch (RecordValidationException e) {
            out.add("error " + Errors.forException(e.invalidException()).code());
            for (ProduceResponse.RecordError error : e.recordErrors())
                out.add("record_error " + error.batchIndex);
        } catch (Exception e) {
            out.add("error " + Errors.forException(e).code());
        }
    }

    static byte[] changed(byte[] batch, Consumer<ByteBuffer> change) {
        var buffer = ByteBuffer.wrap(batch.clone());
        change.accept(buffer);
        buffer.putInt(17, (int)Crc32C.compute(buffer, 21, buffer.capacity() - 21));
        return buffer.array();
    }

    static byte[] withRecords(byte[] records, int count) {
        var buffer = ByteBuffer.allocate(61 + records.length)
                         .put(array(plain(2, CompressionType.NONE, small())), 0, 61)
                         .put(records);
        return changed(
            buffer.array(),
            b -> b.putInt(8, 49 + records.length).putInt(23, count - 1).putInt(57, count));
    }

    static void judgeHeaders(List<String> out, Rules rules, byte[] good) {
        judge(out, "base timestamp moved", changed(good, b -> b.putLong(27, START + 7)), rules);
        judge(out, "maximum timestamp wrong", changed(good, b -> b.putLong(35, START)), rules);
        judge(out, "last offset delta negative", changed(good, b -> b.putInt(23, -1)), rules);
        judge(out, "no records claimed", changed(good, b -> b.putInt(57, 0)), rules);
        judge(out, "negative count", changed(good, b -> b.putInt(57, -7)), rules);
        judge(out, "one record more claimed", changed(good, b -> b.putInt(57, 6).putInt(23, 5)),
              rules);
        judge(out, "one record fewer claimed", changed(good, b -> b.putInt(57, 4).putInt(23, 3)),
              rules);
        judge(out, "count and offsets differ", changed(good, b -> b.putInt(57, 4)), rules);
        judge(out, "control batch",
              changed(good, b -> b.putShort(21, (short)(b.getShort(21) | 0x20))), rules);
        judge(out, "log append time set",
              changed(good, b -> b.putShort(21, (short)(b.getShort(21) | 0x08))), rules);
        judge(out, "producer without sequence", changed(good, b -> b.putLong(43, 5)), rules);
        judge(out, "producer with sequence",
              changed(good, b -> b.putLong(43, 5).putShort(51, (short)0).putInt(53, 0)), rules);
    }

    static void judgeTimestamps(List<String> out) {
        var rules = new Rules();
        rules.before = 2000;
        rules.after = 500;
        for (long timestamp : new long[] {-1, 0, Rules.NOW - 2001, Rules.NOW - 2000, Rules.NOW,
                                          Rules.NOW + 500, Rules.NOW + 501}) {
            var items = List.of(new Item(Rules.NOW, bytes("a"), bytes("b")),
                                new Item(timestamp, bytes("a"), bytes("b")));
            judge(out, "timestamp " + timestamp, array(plain(2, CompressionType.NONE, items)),
                  rules);
        }
    }

    static void judgeRecords(List<String> out) {
        var rules = new Rules();
        judge(out, "one good record", withRecords(new byte[] {12, 0, 0, 0, 1, 1, 0}, 1), rules);
        judge(out, "length too short", withRecords(new byte[] {10, 0, 0, 0, 1, 1, 0}, 1), rules);
        judge(out, "length too long", withRecords(new byte[] {14, 0, 0, 0, 1, 1, 0}, 1), rules);
        judge(out, "length negative", withRecords(new byte[] {11, 0, 0, 0, 1, 1, 0}, 1), rules);
        judge(out, "bytes after the fields", withRecords(new byte[] {14, 0, 0, 0, 1, 1, 0, 0}, 1),
              rules);
        judge(out, "key longer than the record", withRecords(new byte[] {12, 0, 0, 0, 40, 1, 0}, 1),
              rules);
        judge(out, "negative number of headers", withRecords(new byte[] {12, 0, 0, 0, 1, 1, 1}, 1),
              rules);
        judge(out, "headers missing", withRecords(new byte[] {12, 0, 0, 0, 1, 1, 2}, 1), rules);
        judge(out, "header with a null key",
              withRecords(new byte[] {16, 0, 0, 0, 1, 1, 2, 1, 1}, 1), rules);
        judge(out, "header with a null value",
              withRecords(new byte[] {16, 0, 0, 0, 1, 1, 2, 0, 1}, 1), rules);
        judge(out, "varint of six bytes",
              withRecords(new byte[] {(byte)0x8c, -128, -128, -128, -128, 0, 0, 0, 0, 1, 1, 0}, 1),
              rules);
    }

    static byte[] joined(byte[] a, byte[] b, int size) {
        return array(ByteBuffer.allocate(a.length + b.length).put(a).put(b).flip().limit(size));
    }

    static void judgeSets(List<String> out, byte[] good) {
        var rules = new Rules();
        judge(out, "nothing", new byte[0], rules);
        judge(out, "ten bytes", joined(good, good, 10), rules);
        judge(out, "cut by one byte", joined(good, good, good.length - 1), rules);
        judge(out, "two batches", joined(good, good, 2 * good.length), rules);
        judge(out, "a cut batch follows", joined(good, good, good.length + 40), rules);
        judge(out, "magic 1", array(plain(1, CompressionType.NONE, small())), rules);
        judge(out, "magic 3", changed(good, b -> b.put(16, (byte)3)), rules);
        judge(out, "magic -1", changed(good, b -> b.put(16, (byte)-1)), rules);
        judge(out, "length 13", changed(good, b -> b.putInt(8, 13)), rules);
        judge(out, "length -1", changed(good, b -> b.putInt(8, -1)), rules);
    }

    static List<String> verdicts() {
        var out = new ArrayList<String>(List.of(
            "# made by tools/GoldenBatches.java with kafka-storage 3.9.1",
            "# rules: produce version, compacted, log append time, codec (-1: the producer's), "
                + "before.max, after.max, now"));
        var good = array(plain(2, CompressionType.NONE, small()));
        for (var source : CompressionType.values()) {
            var batch = array(plain(2, source, small()));
            for (boolean time : new boolean[] {false, true}) {
                var rules = new Rules();
                rules.logAppendTime = time;
                judge(out, "good " + source, batch, rules);
                judgeHeaders(out, rules, batch);
                for (var target : CompressionType.values()) {
                    var recompressing = new Rules();
                    recompressing.logAppendTime = time;
                    recompressing.codec = target;
                    judge(out, source + " to " + target, batch, recompressing);
                }
            }
            var compacted = new Rules();
            compacted.compacted = true;
            judge(out, "compacted " + source, batch, compacted);
            var old = new Rules();
            old.version = 6;
            judge(out, "version 6 " + source, batch, old);
        }
        judgeTimestamps(out);
        judgeRecords(out);
        judgeSets(out, good);
        return out;
    }

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        writeBatches(folder);
        Files.write(folder.resolve("verdicts.txt"), verdicts());
    }
}
