// SPDX-License-Identifier: BSL-1.0
// Every C++ block of README.md, docs/guide.md and docs/matrix_calculus.md is code that is compiled: part of an example on
// its first page or of this folder's tests, up to indentation.

#include <support/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

std::filesystem::path const project = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();

std::vector<std::string> unindented_lines(std::string const& file) {
  std::ifstream in(project / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    auto const first = line.find_first_not_of(' ');
    lines.push_back(first == std::string::npos ? "" : line.substr(first));
  }
  return lines;
}

std::string text_of(std::string const& file) {
  std::string text = "\n";
  for (std::string const& line : unindented_lines(file)) text += line + "\n";
  return text;
}

/// The files that hold the guide's code.
std::vector<std::string> guide_tests() {
  std::vector<std::string> files;
  for (auto const& entry : std::filesystem::directory_iterator(project / "tests/guide")) {
    std::string const name = entry.path().filename().string();
    if (name.ends_with("_test.cpp") && name != "documents_test.cpp") files.push_back("tests/guide/" + name);
  }
  return files;
}

/// The blocks between ```cpp and ```.
std::vector<std::string> code_blocks(std::string const& file) {
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
  std::string compiled = text_of("examples/tour.cpp") + text_of("examples/regression.cpp");
  for (std::string const& file : guide_tests()) compiled += text_of(file);
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
  std::vector<std::string> lines;
  for (std::string const& file : guide_tests()) {
    for (std::string const& line : unindented_lines(file)) lines.push_back(line);
  }
  CHECK(guide_tests().size() >= 4);
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
