// Everything of the client library; its calls for coroutines are in kafka/asio.hpp.
#pragma once

#include <kafka/acks.hpp>
#include <kafka/balancer.hpp>
#include <kafka/broker_errc.hpp>
#include <kafka/bytes_view.hpp>
#include <kafka/client.hpp>
#include <kafka/compression.hpp>
#include <kafka/consumer_group.hpp>
#include <kafka/context.hpp>
#include <kafka/delivery.hpp>
#include <kafka/error.hpp>
#include <kafka/group.hpp>
#include <kafka/group_balancer.hpp>
#include <kafka/group_info.hpp>
#include <kafka/logger.hpp>
#include <kafka/message.hpp>
#include <kafka/offset.hpp>
#include <kafka/reader.hpp>
#include <kafka/record.hpp>
#include <kafka/runtime.hpp>
#include <kafka/sasl.hpp>
#include <kafka/secret.hpp>
#include <kafka/signal_stop.hpp>
#include <kafka/uuid.hpp>
#include <kafka/writer.hpp>
