// SPDX-License-Identifier: BSL-1.0
// select never lets the branch not taken reach a value or a derivative, whatever that branch computes: NaN, infinities,
// 0 * infinity. Checked in every mode and order, against the branch that is taken, alone.

#include <support/catch.hpp>

#include <adze/adze.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace {

using adze::at, adze::along;

bool close(double a, double b) { return std::fabs(a - b) <= 1e-14 * std::fmax(1.0, std::fabs(b)); }

/// f and the function it equals near (x, y) have the same value, gradient, Hessian, products and Taylor coefficients.
template <class F, class G>
void check_same(char const* name, F f, G g, double x, double y) {
  INFO(name << " at " << x << ", " << y);
  std::vector<double> got, want;
  auto const all_of = [&](auto const& h, std::vector<double>& out) {
    out.push_back(h(x, y));
    auto const keep = [&](auto const& numbers) {
      for (double v : numbers) out.push_back(v);
    };
    keep(adze::gradient<adze::reverse>(h, x, y));
    keep(adze::gradient<adze::forward>(h, x, y));
    for (auto const& row : adze::hessian(h, x, y)) keep(row);
    keep(adze::hvp(h, at(x, y), along(0.75, -2.0)));
    out.push_back(adze::jvp(h, at(x, y), along(0.75, -2.0)).tangent);
    keep(adze::taylor<3>(h, at(x, y), along(0.75, -2.0)));
    using D = adze::dual<double, 2>;
    using DD = adze::dual<D, 2>;
    D const d = h(D::variable(x, 0), D::variable(y, 1));
    keep(d.tangent);
    DD const dd = h(DD::variable(D::variable(x, 0), 0), DD::variable(D::variable(y, 1), 1));
    for (D const& t : dd.tangent) keep(t.tangent);
  };
  all_of(f, got);
  all_of(g, want);
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    INFO("quantity " << i << ": got " << got[i] << ", want " << want[i]);
    CHECK(close(got[i], want[i]));
  }
}

}  // namespace

TEST_CASE("the branch not taken may be NaN or infinite") {
  auto const f = [](auto x, auto y) { return adze::select(x > 0, x * y * y, log(x) * sqrt(x) + 1 / (x - x)); };
  check_same("taken", f, [](auto x, auto y) { return x * y * y; }, 1.5, 2.0);
  auto const g = [](auto x, auto y) { return adze::select(x > 0, x * log(x) * y, 0 * x); };
  check_same("not taken at 0", g, [](auto x, auto y) { return 0 * x + 0 * y; }, 0.0, 2.0);
  check_same("not taken left of 0", g, [](auto x, auto y) { return 0 * x + 0 * y; }, -1.0, 2.0);
  check_same("taken", g, [](auto x, auto y) { return x * log(x) * y; }, 3.0, 2.0);
}

TEST_CASE("a select inside a chain masks what goes through it") {
  auto const f = [](auto x, auto y) { return exp(sin(adze::select(x < 1, x * y, sqrt(x - 1) / (x - 1))) * y); };
  check_same("chain", f, [](auto x, auto y) { return exp(sin(x * y) * y); }, 1.0 - 1e-9, 0.5);
  check_same("chain", f, [](auto x, auto y) { return exp(sin(x * y) * y); }, -2.0, 0.5);
  auto const g = [](auto x, auto y) { return y * adze::select(x > 0, sqrt(x), 0 * y) + x * y; };
  check_same("zero times infinity", g, [](auto x, auto y) { return x * y; }, 0.0, 0.0);
}

TEST_CASE("branches share subexpressions with each other and with the outside") {
  auto const f = [](auto x, auto y) {
    auto const root = sqrt(x);  // NaN left of 0
    auto const ratio = y / x;   // infinite at 0
    auto const taken = adze::select(x > 0, root * ratio + ratio * ratio, y * y * y);
    return taken + y * adze::select(x > 0, ratio, sin(y));
  };
  check_same("right", f, [](auto x, auto y) { return sqrt(x) * (y / x) + (y / x) * (y / x) + y * (y / x); }, 2.0, 3.0);
  check_same("left", f, [](auto x, auto y) { return y * y * y + y * sin(y) + 0 * x; }, -2.0, 3.0);
  check_same("at 0", f, [](auto x, auto y) { return y * y * y + y * sin(y) + 0 * x; }, 0.0, 3.0);

  auto const g = [](auto x, auto y) {  // the shared part is fine, its use in one branch is not
    auto const shared = x * y;
    return shared + adze::select(x > 0, log(shared), shared * shared);
  };
  check_same("outside and inside", g, [](auto x, auto y) { return x * y + (x * y) * (x * y); }, 0.0, 2.0);
  check_same("outside and inside", g, [](auto x, auto y) { return x * y + (x * y) * (x * y); }, -1.0, 2.0);
  check_same("outside and inside", g, [](auto x, auto y) { return x * y + log(x * y); }, 1.0, 2.0);
}

TEST_CASE("nested selects, the poison at every depth") {
  auto const f = [](auto x, auto y) {
    return adze::select(x > 0, adze::select(y > 0, log(x) * log(y), sqrt(x) * y), adze::select(y > 0, x * sqrt(y), sqrt(-x) * sqrt(-y)));
  };
  check_same("++", f, [](auto x, auto y) { return log(x) * log(y); }, 2.0, 3.0);
  check_same("+-", f, [](auto x, auto y) { return sqrt(x) * y; }, 2.0, -3.0);
  check_same("-+", f, [](auto x, auto y) { return x * sqrt(y); }, -2.0, 3.0);
  check_same("--", f, [](auto x, auto y) { return sqrt(-x) * sqrt(-y); }, -2.0, -3.0);

  auto const g = [](auto x, auto y) {  // the inner condition is itself NaN where the outer does not hold
    auto const l = log(x);
    return y * adze::select(x > 0, adze::select(l < 0, l * l * y, 1 / l) + l, y * y);
  };
  check_same("inner first", g, [](auto x, auto y) { return y * (log(x) * log(x) * y + log(x)); }, 0.5, 3.0);
  check_same("inner second", g, [](auto x, auto y) { return y * (1 / log(x) + log(x)); }, 2.0, 3.0);
  check_same("outer", g, [](auto x, auto y) { return y * (y * y) + 0 * x; }, -1.0, 3.0);
}

TEST_CASE("one value is used under several conditions at several depths") {
  auto const f = [](auto x, auto y) {
    auto const l = log(x);  // -infinity at 0, NaN left of it
    auto const a = adze::select(x > 1, l * y, y);
    auto const b = adze::select(x > 0, adze::select(y > 0, l + a, l * a), a * y);
    auto const c = adze::select(y > 0, b, adze::select(x > 0, l * b, b));
    return a + b * c;
  };
  check_same("x > 1, y > 0", f, [](auto x, auto y) { return log(x) * y + (log(x) + log(x) * y) * (log(x) + log(x) * y); }, 2.0, 3.0);
  check_same("x in (0, 1), y > 0", f, [](auto x, auto y) { return y + (log(x) + y) * (log(x) + y); }, 0.5, 3.0);
  check_same("x in (0, 1), y < 0", f, [](auto x, auto y) { return y + log(x) * y * (log(x) * (log(x) * y)); }, 0.5, -3.0);
  check_same("x > 1, y < 0", f,
             [](auto x, auto y) {
               auto const b = log(x) * (log(x) * y);
               return log(x) * y + b * (log(x) * b);
             },
             2.0, -3.0);
  check_same("x < 0", f, [](auto x, auto y) { return y + y * y * (y * y) + 0 * x; }, -1.0, 3.0);
  check_same("x = 0", f, [](auto x, auto y) { return y + y * y * (y * y) + 0 * x; }, 0.0, -3.0);
}

TEST_CASE("conditions combine, and a NaN condition takes the second branch") {
  auto const f = [](auto x, auto y) { return adze::select(x > 0 && !(y <= 0), log(x) * log(y), x * y); };
  check_same("both", f, [](auto x, auto y) { return log(x) * log(y); }, 2.0, 3.0);
  check_same("one", f, [](auto x, auto y) { return x * y; }, 2.0, 0.0);
  check_same("other", f, [](auto x, auto y) { return x * y; }, 0.0, 3.0);
  auto const g = [](auto x, auto y) { return adze::select(x == x || y > 1, x * y, y * y); };
  check_same("or", g, [](auto x, auto y) { return x * y; }, 2.0, 0.0);
  auto const h = [](auto x, auto y) { return adze::select(sqrt(x) >= 0, sqrt(x) * y, y * y); };
  check_same("NaN condition", h, [](auto x, auto y) { return y * y + 0 * x; }, -2.0, 3.0);
}

TEST_CASE("loops of selects, as in a piecewise polynomial") {
  auto const f = [](auto x, auto y) {
    auto const s0 = adze::select(x < 1, x * y, y / (x - 1));
    auto const s1 = adze::select(x < 2, s0 * x, sqrt(x - 2) * s0);
    auto const s2 = adze::select(x < 3, s1 + s0, log(x - 3) * s1);
    return adze::select(x < 4, s2 * s2, s2 / (x - 4));
  };
  check_same("first piece", f, [](auto x, auto y) { return (x * y * x + x * y) * (x * y * x + x * y); }, 0.5, 2.0);
  check_same("second piece", f,
             [](auto x, auto y) {
               auto const s0 = y / (x - 1);
               return (s0 * x + s0) * (s0 * x + s0);
             },
             1.5, 2.0);
  check_same("last piece", f,
             [](auto x, auto y) {
               auto const s1 = sqrt(x - 2) * (y / (x - 1));
               return log(x - 3) * s1 / (x - 4);
             },
             5.0, 2.0);
}

TEST_CASE("a captured run-time condition picks a branch for good") {
  for (bool const c : {true, false}) {
    auto const f = [c](auto x) { return adze::select(c, 2.0, 3.0) * x; };
    CHECK(adze::gradient(f, 5.0)[0] == (c ? 2 : 3));
  }
}
