#include "cluster/trail.hpp"

#include <algorithm>

namespace kafka::detail::cluster {

void trail::note(std::string_view what) {
    std::lock_guard lock(mutex_);
    const auto known = std::ranges::find(causes_, what, &cause::what);
    if (known != causes_.end()) {
        ++known->times;
        std::rotate(known, known + 1, causes_.end());
        return;
    }
    if (causes_.size() == kept) causes_.erase(causes_.begin());
    causes_.push_back({std::string(what)});
}

void trail::clear() {
    std::lock_guard lock(mutex_);
    causes_.clear();
}

std::vector<std::string> trail::causes() const {
    std::lock_guard lock(mutex_);
    std::vector<std::string> out;
    out.reserve(causes_.size());
    for (auto c = causes_.rbegin(); c != causes_.rend(); ++c)
        out.push_back(c->times == 1 ? c->what
                                    : c->what + " (" + std::to_string(c->times) + " times)");
    return out;
}

} // namespace kafka::detail::cluster
