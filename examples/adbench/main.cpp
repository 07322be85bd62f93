// SPDX-License-Identifier: BSL-1.0
// Microsoft's ADBench: four problems that use derivatives in earnest, on its data files.
//   adbench [directory]
// The directory holds data/{gmm,ba,lstm,hand} and reference. Every problem found there is read; its derivatives are
// compared with the reference, or with differences where there is none, and timed against the objective. For objectives
// of many numbers their norm is shown.

#include "subjects.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#ifndef ADZE_ADBENCH_DIR
#define ADZE_ADBENCH_DIR "examples/adbench"
#endif

int main(int argument_count, char** arguments) {
  using namespace adbench;
  namespace fs = std::filesystem;
  const fs::path root = argument_count > 1 ? fs::path(arguments[1]) : fs::path(ADZE_ADBENCH_DIR);
  if (argument_count > 2) {
    std::fprintf(stderr, "usage: adbench [directory]\n");
    return 2;
  }
  if (!fs::is_directory(root / "data")) {
    std::printf("skipped: there is no directory %s\n", (root / "data").c_str());
    return 0;
  }

  struct family {
    const char* name;
    subject (*load)(const fs::path&, const fs::path&);
  };
  print_heading();
  bool right = report(ba_near_angle_zero());
  for (const auto& [name, load] : {family{"gmm", gmm}, {"ba", ba}, {"lstm", lstm}, {"hand", hand}}) {
    std::vector<fs::path> files;
    if (fs::is_directory(root / "data" / name)) {
      for (const auto& entry : fs::directory_iterator(root / "data" / name)) {
        if (entry.is_regular_file() && entry.path().extension() == ".txt") files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      try {
        subject s = load(file, root / "reference");
        s.name = std::string(name) + "/" + file.stem().string();
        right = report(s) && right;
      } catch (const std::exception& e) {
        std::printf("%s\n", e.what());
        right = false;
      }
    }
  }
  return right ? 0 : 1;
}
