// How `consume -f` prints a record: kcat's letters, with an encoding in braces after those that
// print bytes.
//   %t topic  %p partition  %o offset  %k key  %v or %s value  %h headers  %T timestamp in ms
//   %K key length  %S value length  %% percent;  \n \t \r \\ \0 \xHH as in C
//   %k{hex} %k{base64} %k{json} %T{rfc3339} %h{json}
#pragma once

#include <kafka/message.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kafka::detail::cli {

class record_format {
public:
    /// Throws `failure` (wrong usage) that names the place of the mistake.
    explicit record_format(std::string_view text);

    /// Appends one record to `out`.
    void print(const message& m, std::string& out) const;

private:
    enum class encoding { raw, hex, base64, json, rfc3339 };
    struct piece {
        char what = 0; // 0: literal text
        encoding as = encoding::raw;
        std::string text;
    };

    static encoding parse_encoding(std::string_view text, std::size_t& at, char what);
    static void print_bytes(bytes_view bytes, encoding as, std::string& out);
    void print_piece(const piece& p, const message& m, std::string& out) const;

    std::vector<piece> pieces_;
};

/// \n, \t, \r, \\, \0, \xHH.
std::string unescape(std::string_view text);

} // namespace kafka::detail::cli
