// SPDX-License-Identifier: BSL-1.0
// Every C++ block of README.md, docs/guide.md and docs/matrix_calculus.md is code that is compiled: part of the tour or of this folder's test,
// up to indentation.

#include <support/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

std::filesystem::path const project = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();

std::vector<std::string> unindented_lines(char const* file) {
  std::ifstream in(project / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    auto const first = line.find_first_not_of(' ');
    lines.push_back(first == std::string::npos ? "" : line.substr(first));
  }
  return lines;
}

std::string text_of(char const* file) {
  std::string text = "\n";
  for (std::string const& line : unindented_lines(file)) text += line + "\n";
  return text;
}

/// The blocks between ```cpp and ```.
std::vector<std::string> code_blocks(char const* file) {
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string const& line : unindented_lines(file)) {
    if (line == "```cpp") {
      inside = true;
      blocks.emplace_back("\n");
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

}  // namespace

TEST_CASE("the code in the documents is compiled code") {
  std::string const compiled = text_of("examples/tour.cpp") + text_of("tests/guide/guide_test.cpp") +
                               text_of("tests/guide/array_guide_test.cpp") + text_of("tests/guide/matrix_calculus_eigen_test.cpp");
  for (char const* file : {"README.md", "docs/guide.md", "docs/matrix_calculus.md"}) {
    auto const blocks = code_blocks(file);
    CHECK(blocks.size() >= 1);
    for (std::string const& block : blocks) {
      INFO(file << ":" << block);
      CHECK(compiled.find(block) != std::string::npos);
    }
  }
}

TEST_CASE("every snippet of the guide's tests is in the documents") {
  std::string const guide = text_of("docs/guide.md") + text_of("docs/matrix_calculus.md");
  std::string snippet, name;
  auto lines = unindented_lines("tests/guide/guide_test.cpp");
  for (std::string const& line : unindented_lines("tests/guide/array_guide_test.cpp")) lines.push_back(line);
  for (std::string const& line : unindented_lines("tests/guide/matrix_calculus_eigen_test.cpp")) lines.push_back(line);
  for (std::string const& line : lines) {
    if (name.empty() && line.starts_with("// [") && line.ends_with("]") && line[4] != '/') {
      name = line.substr(4);
      snippet = "\n```cpp\n";
    } else if (!name.empty() && line == "// [/" + name) {
      INFO(name << ":" << snippet);
      CHECK(guide.find(snippet + "```\n") != std::string::npos);
      name.clear();
    } else if (!name.empty()) {
      snippet += line + "\n";
    }
  }
  CHECK(name.empty());
}
