// Our judgement of produced batches beside Apache Kafka's own, case by case.
#include "record/batch_view.hpp"
#include "record/compressor.hpp"
#include "record/validate.hpp"
#include "support/golden_batch.hpp"
#include "support/places.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace rec = kafka::detail::record;
using kafka::compression;

namespace {

using byte_vector = std::vector<std::byte>;

struct verdict_case {
    std::string name;
    rec::append_rules rules;
    byte_vector produced;
    int error = 0;
    std::vector<std::int32_t> record_errors;
    byte_vector appended;
};

void read_rules(std::istream& in, rec::append_rules& rules) {
    int codec = -1;
    in >> rules.produce_version >> rules.compacted >> rules.log_append_time >> codec >>
        rules.before_max_ms >> rules.after_max_ms >> rules.now_ms;
    if (codec >= 0) rules.codec = static_cast<compression>(codec);
}

void read_line(const std::string& line, verdict_case& c) {
    std::istringstream in(line);
    std::string word, hex;
    in >> word;
    if (word == "rules") read_rules(in, c.rules);
    if (word == "error") in >> c.error;
    if (word == "record_error") in >> c.record_errors.emplace_back();
    if (word == "produced" && in >> hex) kafka::test::append_hex(c.produced, hex);
    if (word == "appended" && in >> hex) kafka::test::append_hex(c.appended, hex);
}

std::vector<verdict_case> cases() {
    std::vector<verdict_case> out;
    std::ifstream file(kafka::testing::source_directory() + "/tests/data/batches/verdicts.txt");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("case ")) out.push_back({.name = line.substr(5)});
        if (!out.empty()) read_line(line, out.back());
    }
    return out;
}

byte_vector appended(const rec::append_verdict& verdict) {
    byte_vector out(rec::batch_header_size);
    rec::write_batch_header(verdict.header, out.data());
    out.insert(out.end(), verdict.records.begin(), verdict.records.end());
    return out;
}

/// Codecs differ in the bytes that they make, so compressed batches are compared unpacked.
byte_vector unpacked(const byte_vector& batch) {
    auto header = *rec::read_batch_header(batch);
    if (header.codec() == compression::none) return batch;
    rec::buffer out(rec::batch_header_size);
    const auto area = std::span(batch).subspan(rec::batch_header_size);
    EXPECT_EQ(rec::decompress(header.codec(), area, 1 << 20, out), rec::errc::ok);
    header.length = 0;
    header.crc = 0;
    rec::write_batch_header(header, out.data());
    return {out.begin(), out.end()};
}

} // namespace

TEST(validation, agrees_with_apache_kafka_on_every_case) {
    const auto all = cases();
    EXPECT_GT(all.size(), 200u);
    for (const auto& c : all) {
        const auto verdict = rec::validate(c.produced, c.rules);
        // -1: Apache's reader threw what it has no number for; ours says what is wrong.
        const auto error = c.error == -1 ? 87 : c.error;
        EXPECT_EQ(static_cast<int>(verdict.error), error) << c.name << ": " << verdict.message;
        std::vector<std::int32_t> wrong;
        for (const auto& e : verdict.record_errors) wrong.push_back(e.index);
        EXPECT_EQ(wrong, c.record_errors) << c.name;
        if (c.error == 0 && verdict.error == kafka::broker_errc::none) {
            EXPECT_EQ(kafka::test::to_hex(unpacked(appended(verdict))),
                      kafka::test::to_hex(unpacked(c.appended)))
                << c.name;
        }
    }
}
