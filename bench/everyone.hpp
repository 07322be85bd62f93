// SPDX-License-Identifier: BSL-1.0
#pragma once
// The field: every contender that is installed, at one problem.

#include "contenders/adze.hpp"
#include "contenders/graph.hpp"
#include "contenders/plain.hpp"
#include "contenders/tape.hpp"
#ifdef ADZE_BENCH_HAVE_EIGEN
#include "contenders/eigen.hpp"
#endif
#ifdef ADZE_BENCH_HAVE_CERES
#include "contenders/ceres.hpp"
#endif
#ifdef ADZE_BENCH_HAVE_ADOLC
#include "contenders/adolc.hpp"
#endif
#ifdef ADZE_BENCH_HAVE_SACADO
#include "contenders/sacado.hpp"
#endif
#include "race.hpp"

namespace bench {

// clang-format off
template <problem P>
race everyone_at() {
  return make_race<P, function, by_hand, adze_reverse, adze_forward, adze_dual, finite_differences, graph, tape
#ifdef ADZE_BENCH_HAVE_EIGEN
                   , eigen
#endif
#ifdef ADZE_BENCH_HAVE_CERES
                   , ceres_jet
#endif
#ifdef ADZE_BENCH_HAVE_ADOLC
                   , adolc, adolc_replayed
#endif
#ifdef ADZE_BENCH_HAVE_SACADO
                   , sacado_fad, sacado_rad
#endif
                   >();
}
// clang-format on

}  // namespace bench
