package golden;

/** Versions from {@code first} to {@code last}; empty when first is larger. */
record Range(int first, int last) {
    boolean has(int version) {
        return first <= version && version <= last;
    }

    /** Reads 3+, 0-5, 7 and none. */
    static Range parse(String text) {
        if (text.equals("none")) return new Range(1, 0);
        if (text.endsWith("+"))
            return new Range(number(text.substring(0, text.length() - 1)), 0x7fff);
        int dash = text.indexOf('-');
        if (dash < 0) return new Range(number(text), number(text));
        return new Range(number(text.substring(0, dash)), number(text.substring(dash + 1)));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    @Override
    public String toString() {
        return first == last ? "" + first : first + "-" + last;
    }
}
