#pragma once
// abseil's string_view is the standard one wherever the compiler has it.

#include <string_view>

namespace absl
{
	using std::string_view;
} // namespace absl
