#include "support/golden_batch.hpp"

#include "support/places.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kafka::test {

namespace {

namespace fs = std::filesystem;

golden_record parse_record(std::istream& in) {
    golden_record r;
    std::string key, value;
    in >> r.offset >> r.timestamp >> key >> value;
    r.key = golden_bytes(key);
    r.value = golden_bytes(value);
    while (in >> key >> value) r.headers.emplace_back(*golden_bytes(key), golden_bytes(value));
    return r;
}

void parse_line(const std::string& line, golden_batch& out) {
    std::istringstream in(line);
    std::string word, name;
    in >> word;
    if (word == "header") {
        in >> name;
        in >> out.header[name];
    } else if (word == "record") {
        out.records.push_back(parse_record(in));
    } else if (word == "bytes") {
        in >> name;
        append_hex(out.bytes, name);
    } else if (word != "#") {
        throw std::runtime_error("not a line of a golden batch: " + line);
    }
}

golden_batch read(const fs::path& path) {
    golden_batch out;
    out.name = path.stem();
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) parse_line(line, out);
    return out;
}

} // namespace

nullable golden_bytes(const std::string& word) {
    if (word == "null") return std::nullopt;
    const auto star = word.find('*');
    std::vector<std::byte> once;
    append_hex(once, word.substr(1, star == std::string::npos ? star : star - 1));
    const std::string text(reinterpret_cast<const char*>(once.data()), once.size());
    std::string out;
    const int times = star == std::string::npos ? 1 : std::stoi(word.substr(star + 1));
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

void append_hex(std::vector<std::byte>& out, const std::string& hex) {
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(static_cast<std::byte>(std::stoi(hex.substr(i, 2), nullptr, 16)));
}

std::string to_hex(const std::vector<std::byte>& bytes) {
    constexpr auto* digits = "0123456789abcdef";
    std::string out;
    for (auto b : bytes) {
        out += digits[static_cast<unsigned>(b) >> 4];
        out += digits[static_cast<unsigned>(b) & 15];
    }
    return out;
}

std::vector<golden_batch> golden_batches(const std::string& part) {
    std::vector<fs::path> paths;
    for (const auto& entry :
         fs::directory_iterator(kafka::testing::source_directory() + "/tests/data/batches"))
        if (entry.path().filename().string().find(part) != std::string::npos)
            paths.push_back(entry.path());
    if (paths.empty()) throw std::runtime_error("no golden batch is called " + part);
    std::ranges::sort(paths);
    std::vector<golden_batch> out;
    for (const auto& path : paths) out.push_back(read(path));
    return out;
}

std::ostream& operator<<(std::ostream& out, const golden_record& r) {
    return out << r.offset << '@' << r.timestamp << ' ' << r.key.value_or("null") << '='
               << r.value.value_or("null").substr(0, 60) << ' ' << r.headers.size() << " headers";
}

} // namespace kafka::test
