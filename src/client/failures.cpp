#include "client/failures.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::client {

void raise(const failure& f) { throw error(f.code, f.what, f.causes); }

failure ended_by_context(std::error_code why, std::string_view call, const trail& so_far) {
    auto out = cluster::fail(why, call);
    out.causes = so_far.causes();
    return out;
}

} // namespace kafka::detail::client
