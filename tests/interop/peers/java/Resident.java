import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs one main method after the other in this process, because starting a Java machine costs more than
 * what most of them do. Each run finds its classes unused, its own streams, and an exit that only ends it.
 *
 * <p>Request: number of words, each as UTF (the first names the class), size of the input, its bytes.
 * Reply: exit code, then size and bytes of standard output and of standard error.
 */
final class Resident {
    /** An end of the run that Kafka's own tools ask for by Exit. */
    private static final class Ended extends Error {
        Ended() {
            super(null, null, false, false);
        }
    }

    /** Where what is printed goes now; who keeps System.out from an earlier run still prints here. */
    private static final class Redirected extends OutputStream {
        private OutputStream target = OutputStream.nullOutputStream();

        synchronized void to(OutputStream now) {
            target = now;
        }

        @Override
        public synchronized void write(int each) throws IOException {
            target.write(each);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) throws IOException {
            target.write(bytes, from, count);
        }
    }

    private final Redirected output = new Redirected();
    private final Redirected errors = new Redirected();
    private final List<Runnable> hooks = new ArrayList<>();
    private Integer code;

    private Resident() {
        System.setOut(new PrintStream(output, true));
        System.setErr(new PrintStream(errors, true));
        Exit.setExitProcedure((status, message) -> end(status, message));
        Exit.setHaltProcedure((status, message) -> end(status, message));
        Exit.setShutdownHookAdder((name, hook) -> hooks.add(hook));
    }

    public static void main(String[] words) throws Exception {
        var requests = new DataInputStream(System.in);
        var replies = new DataOutputStream(System.out);
        var resident = new Resident();
        while (resident.serve(requests, replies)) {
            replies.flush();
        }
    }

    private boolean serve(DataInputStream requests, DataOutputStream replies) throws Exception {
        String[] words;
        try {
            words = new String[requests.readInt()];
        } catch (EOFException gone) {
            return false;
        }
        for (int at = 0; at < words.length; ++at) {
            words[at] = requests.readUTF();
        }
        System.setIn(new ByteArrayInputStream(requests.readNBytes(requests.readInt())));
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        output.to(printed);
        errors.to(complained);
        int status = run(words);
        output.to(OutputStream.nullOutputStream());
        errors.to(OutputStream.nullOutputStream());
        replies.writeInt(status);
        for (ByteArrayOutputStream each : List.of(printed, complained)) {
            replies.writeInt(each.size());
            each.writeTo(replies);
        }
        return true;
    }

    /** As the Java launcher does: main in a thread of its own, its exception printed, hooks at the end. */
    private int run(String[] words) throws Exception {
        code = null;
        hooks.clear();
        inThread(() -> callMain(words));
        for (Runnable hook : List.copyOf(hooks)) {
            inThread(hook);
        }
        return code == null ? 0 : code;
    }

    private static void inThread(Runnable what) throws InterruptedException {
        Thread thread = new Thread(what, "main");
        thread.start();
        thread.join();
    }

    private void callMain(String[] words) {
        try {
            Method main = new Unused().loadClass(words[0]).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) List.of(words).subList(1, words.length).toArray(new String[0]));
        } catch (InvocationTargetException failure) {
            if (!(failure.getCause() instanceof Ended)) {
                failure.getCause().printStackTrace();
                code = code == null ? 1 : code;
            }
        } catch (ReflectiveOperationException failure) {
            failure.printStackTrace();
            code = 1;
        }
    }

    /** The first end counts: a tool may catch this one and try to end once more. */
    private void end(int status, String message) {
        if (code == null) {
            code = status;
            if (message != null) {
                System.err.println(message);
            }
        }
        throw new Ended();
    }

    /** Loads the tools and peers anew, as some keep counts in static fields; the libraries stay. */
    private static final class Unused extends ClassLoader {
        Unused() {
            super(Resident.class.getClassLoader());
        }

        private static boolean isTool(String name) {
            boolean plugged = name.startsWith("org.apache.kafka.tools.api."); // the libraries name these
            return !plugged && (name.startsWith("org.apache.kafka.tools.") || name.startsWith("kafka.tools.")
                    || name.startsWith("kafka.admin.") || !name.contains("."));
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && isTool(name)) {
                    loaded = define(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }
}
