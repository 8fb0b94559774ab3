// Topics as a program wants them: what there is, and what there shall be.
#pragma once

#include <kafka/client.hpp>

namespace kafka::topics {

/// All topics with their partitions, by name; internal ones are marked. Throws kafka::error.
std::vector<topic_info> list(client& of, const context& ctx);
/// Those whose name the pattern matches somewhere; "^...$" is for the whole name. A regular
/// expression in ECMAScript's grammar; errc::invalid_argument when it is none.
std::vector<topic_info> list(client& of, const context& ctx, const std::string& pattern);

/// Something that a topic has otherwise than was asked for.
struct difference {
    std::string name = {}; ///< "partitions", "replication_factor" or a setting's name
    std::string wanted = {};
    std::string actual = {};
};

/// What became of one topic. All went well when `error` is empty and nothing differs.
struct ensured {
    std::string topic = {};
    bool created = false;
    std::vector<difference> differences = {};
    std::error_code error = {};
    std::string detail = {};
};

/// Creates the topics that are absent and waits until each of their partitions has a leader; says
/// of the others how they differ from what was asked for, and changes nothing in them. What a
/// topic_config leaves open is not compared. The results are in the order given. May be called by
/// many programs at once: whoever comes second finds the topic there.
std::vector<ensured> ensure(client& of, const context& ctx, std::vector<topic_config> wanted);

} // namespace kafka::topics
