#pragma once
// The part of abseil's optional that mediasoup's bandwidth estimation names, which the standard library has by now.

#include <optional>

namespace absl
{
	template<class T>
	using optional = std::optional<T>;

	using std::nullopt;
	using std::nullopt_t;
} // namespace absl
