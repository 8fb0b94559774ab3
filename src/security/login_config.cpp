#include "security/login_config.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace kafka::detail::security {

namespace {

/// Takes tokens off the front as Java's StreamTokenizer does, set up as Kafka sets it up.
class tokens {
public:
    enum class kind { end, word, sign, broken };

    explicit tokens(std::string_view text) : rest_(text) {}

    kind next() {
        skip_blanks();
        if (rest_.empty()) return kind::end;
        const char c = rest_.front();
        if (c == ';' || c == '=') {
            sign_ = c;
            rest_.remove_prefix(1);
            return kind::sign;
        }
        return c == '"' || c == '\'' ? quoted(c) : plain();
    }

    bool next_is(kind wanted, char sign = 0) {
        return next() == wanted && (wanted != kind::sign || sign_ == sign);
    }

    secret take() { return std::exchange(word_, {}); }
    char sign() const { return sign_; }

private:
    static bool ends_word(char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == ';' || c == '=' || c == '"' ||
               c == '\'' || c == '/';
    }

    void skip_past(std::string_view end) {
        const auto at = rest_.find(end);
        rest_.remove_prefix(at == rest_.npos ? rest_.size() : at + end.size());
    }

    void skip_blanks() {
        while (!rest_.empty()) {
            if (rest_.starts_with("/*"))
                skip_past("*/");
            else if (rest_.front() == '/') // one slash is enough
                skip_past("\n");
            else if (static_cast<unsigned char>(rest_.front()) <= ' ')
                rest_.remove_prefix(1);
            else
                return;
        }
    }

    kind plain() {
        const auto end = std::find_if(rest_.begin(), rest_.end(), ends_word);
        const auto size = static_cast<std::size_t>(end - rest_.begin());
        word_ = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return kind::word;
    }

    kind quoted(char quote) {
        rest_.remove_prefix(1);
        word_ = {};
        while (!rest_.empty() && rest_.front() != quote) {
            if (rest_.front() == '\n') return kind::broken;
            char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '\\') {
                if (rest_.empty()) return kind::broken;
                c = escaped();
            }
            word_ = secret::joined({word_.reveal(), std::string_view(&c, 1)});
        }
        if (rest_.empty()) return kind::broken;
        rest_.remove_prefix(1);
        return kind::word;
    }

    char escaped() {
        constexpr std::string_view names = "abfnrtv", values = "\a\b\f\n\r\t\v";
        const char c = rest_.front();
        if (c >= '0' && c <= '7') return octal();
        rest_.remove_prefix(1);
        const auto at = names.find(c);
        return at == names.npos ? c : values[at];
    }

    char octal() {
        unsigned n = 0;
        for (int digits = 0; digits < 3 && !rest_.empty(); ++digits) {
            const char c = rest_.front();
            if (c < '0' || c > '7' || n * 8 > 0xff) break;
            n = n * 8 + static_cast<unsigned>(c - '0');
            rest_.remove_prefix(1);
        }
        return static_cast<char>(n & 0xff);
    }

    std::string_view rest_;
    secret word_;
    char sign_ = 0;
};

using kind = tokens::kind;

bool is_flag(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text == "required" || text == "requisite" || text == "sufficient" || text == "optional";
}

/// Empty when the entry was read.
std::string read(tokens& from, login_config& out) {
    if (!from.next_is(kind::word)) return "it does not start with a login module";
    out.module = from.take().reveal();
    if (!from.next_is(kind::word) || !is_flag(std::string(from.take().reveal())))
        return "the login module is not followed by required, requisite, sufficient or optional";
    for (;;) {
        const auto found = from.next();
        if (found == kind::sign && from.sign() == ';') break;
        if (found == kind::end) return "it does not end with a semicolon";
        if (found != kind::word) return "a quote is not closed, or an option has no name";
        const std::string name(from.take().reveal());
        if (!from.next_is(kind::sign, '=') || !from.next_is(kind::word))
            return "the option \"" + name + "\" has no value, or one whose quote is not closed";
        out.options.insert_or_assign(name, from.take());
    }
    return from.next() == kind::end ? "" : "more than one login module";
}

} // namespace

std::optional<login_config> read_login_config(std::string_view text, std::string& mistake) {
    login_config out;
    tokens from(text.substr(0, 64 * 1024));
    mistake = text.size() > 64 * 1024 ? "it is longer than 64 KiB" : read(from, out);
    if (!mistake.empty()) return std::nullopt;
    return out;
}

} // namespace kafka::detail::security
