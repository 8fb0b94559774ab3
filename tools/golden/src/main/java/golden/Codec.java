package golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/** Apache's generated code for one message: its JSON reader and its encoder. */
final class Codec {
    private static final String[] CLASSES = {
        "org.apache.kafka.common.message.%sData", "org.apache.kafka.common.message.%s",
        "org.apache.kafka.common.metadata.%s", "org.apache.kafka.coordinator.group.generated.%s",
        "org.apache.kafka.coordinator.transaction.generated.%s"};
    private static final String[] SCHEMAS = {"common/message/%s.json", "common/metadata/%s.json"};

    private final Method read;

    Codec(String message) throws ReflectiveOperationException {
        read = converter(message).getMethod("read", JsonNode.class, short.class);
    }

    byte[] encode(JsonNode filled, int version) throws IllegalAccessException {
        Message message;
        try {
            message = (Message) read.invoke(null, filled, (short) version);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(filled + " at version " + version, e.getCause());
        }
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer out = ByteBuffer.allocate(message.size(cache, (short) version));
        message.write(new ByteBufferAccessor(out), cache, (short) version);
        return out.array();
    }

    static String[] schemaNames(String message) {
        return new String[] {SCHEMAS[0].formatted(message), SCHEMAS[1].formatted(message)};
    }

    private static Class<?> converter(String message) throws ClassNotFoundException {
        for (String name : CLASSES) {
            try {
                return Class.forName(name.formatted(message) + "JsonConverter");
            } catch (ClassNotFoundException e) {
                continue; // the next package may have it
            }
        }
        throw new ClassNotFoundException("a JSON converter for " + message);
    }
}
