// Boost.JSON is used without its compiled library: its definitions go here, once.
#include <boost/json/src.hpp>
