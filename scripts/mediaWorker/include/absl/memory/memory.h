#pragma once
// abseil's make_unique is the standard one since C++14.

#include <memory>

namespace absl
{
	using std::make_unique;
} // namespace absl
