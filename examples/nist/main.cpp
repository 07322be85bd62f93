// SPDX-License-Identifier: BSL-1.0
// Fits problems of NIST's Statistical Reference Datasets by Levenberg-Marquardt with Adze's
// Jacobians, from both published starting points, and compares with the certified parameters,
// standard deviations and residual sums of squares (11 digits). Arguments: problem names, e.g.
// `example_nist Rat43 Thurber`; none means all. Fails unless 8 digits agree everywhere.

#include "levenberg_marquardt.hpp"
#include "problems/boxbod.hpp"
#include "problems/chwirut2.hpp"
#include "problems/danwood.hpp"
#include "problems/eckerle4.hpp"
#include "problems/lanczos3.hpp"
#include "problems/mgh09.hpp"
#include "problems/mgh10.hpp"
#include "problems/mgh17.hpp"
#include "problems/misra1a.hpp"
#include "problems/misra1b.hpp"
#include "problems/misra1c.hpp"
#include "problems/misra1d.hpp"
#include "problems/rat42.hpp"
#include "problems/rat43.hpp"
#include "problems/thurber.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string_view>
#include <vector>

namespace {

constexpr double required_digits = 8.0;
constexpr double certified_digits = 11.0;

// The fewest digits any element agrees in: -log10 of the largest relative error.
template <std::size_t N>
double digits_agreed(const std::array<double, N>& ours, const std::array<double, N>& certified) {
    double fewest = certified_digits;
    for (std::size_t i = 0; i < N; ++i) {
        const double error = std::abs(ours[i] / certified[i] - 1.0);
        const double digits = std::isfinite(error) ? -std::log10(error) : 0.0;
        fewest = std::min(fewest, std::max(digits, 0.0));
    }
    return fewest;
}

// Fits from both starting points and prints a line for each; true when enough digits agree.
template <nist::problem Problem>
bool report() {
    constexpr std::array levels{"lower", "average", "higher"};
    bool passed = true;
    for (std::size_t start = 0; start < Problem::starts.size(); ++start) {
        const auto ours = nist::fit<Problem>(Problem::starts[start]);
        const double digits = digits_agreed(ours.b, Problem::certified);
        passed = passed && digits >= required_digits;
        std::printf("%-9s %-8s %5zu %10d %10.1f %10.1f  %.10e  %.10e%s\n", Problem::name.data(),
                    levels[std::size_t(Problem::level)], start + 1, ours.iterations, digits,
                    digits_agreed(ours.standard_deviation, Problem::standard_deviation),
                    ours.residual_sum_of_squares, Problem::residual_sum_of_squares,
                    digits >= required_digits ? "" : "  FAILED");
    }
    return passed;
}

struct entry {
    std::string_view name;
    bool (*report)();
};

template <class... Problems>
constexpr std::array<entry, sizeof...(Problems)> all{entry{Problems::name, report<Problems>}...};

}  // namespace

int main(int argument_count, char** arguments) {
    using namespace nist;
    constexpr auto known =
        all<misra1a, misra1b, chwirut2, danwood, lanczos3, misra1c, misra1d, mgh17, rat42, rat43,
            thurber, mgh09, mgh10, eckerle4, boxbod>;
    const std::vector<std::string_view> wanted(arguments + 1, arguments + argument_count);

    std::printf("%-9s %-8s %5s %10s %10s %10s  %-16s  %s\n", "problem", "level", "start",
                "iterations", "digits b", "digits sd", "RSS", "RSS certified");
    bool passed = true;
    for (const auto& [name, report] : known) {
        if (wanted.empty() || std::ranges::find(wanted, name) != wanted.end()) {
            passed = report() && passed;
        }
    }
    for (const auto name : wanted) {
        if (std::ranges::find(known, name, &entry::name) == known.end()) {
            std::printf("no problem is called %s\n", name.data());
            passed = false;
        }
    }
    return passed ? 0 : 1;
}
