// kafka broker graduate: hands a data directory over to Apache Kafka.
#pragma once

#include <string>
#include <vector>

namespace kafka::detail::cli {

struct graduate_options {
    std::string directory = "./kafka-data";
    std::string listen = "localhost:9092"; // where Apache Kafka will serve clients
    std::string controller = "localhost:9093";
    std::string config; // a server.properties file that our broker was started with
    std::vector<std::string> properties; // key=value, as it was started with
    std::string output;                  // default: beside the directory
};

/// Checks that the directory is whole and stopped, writes a server.properties for Apache Kafka, and
/// says what comes next. Throws `failure`.
int graduate(const graduate_options& o);

} // namespace kafka::detail::cli
