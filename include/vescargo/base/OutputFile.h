#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace vescargo {

/// A pipe, terminal or anything in /dev: it is written to as it is, and nothing can stand beside it.
bool isDevice(const std::string& path);

/// Writes `content` under a temporary name in the same folder, flushes it to
/// the disk and renames it, so that `path` is always whole. Makes the folder.
/// A device or pipe is written to as it is. Throws CannotWrite.
void writeFile(const std::string& path, std::string_view content);

/// Takes the next part of a text.
using TextSink = std::function<void(std::string_view)>;

/// The same for a text that is too long to be held at once: `write` gives its parts.
void writeText(const std::string& path, const std::function<void(const TextSink&)>& write);

/// Writes to the path that it is given.
using PathWriter = std::function<void(const std::string&)>;

/// The same for writers that want a path: `write` fills the temporary name,
/// which keeps the extension of `path` because OpenMS's writers look at it. It has to throw when it cannot write.
void writeFileThrough(const std::string& path, const PathWriter& write);

/// The same for writers of other libraries that go through their text from front to end and do not tell when the disk
/// is full: they are given a pipe, and what comes out of it is written here.
void writeTextThrough(const std::string& path, const PathWriter& write);

/// The text that such a writer writes.
std::string textThrough(const PathWriter& write);

/// For such writers of XML that want to know where in the file they are: CannotWrite unless the file ends with the end
/// tag of `root`, white space aside. A device is not looked at.
void writeXmlThrough(const std::string& path, std::string_view root, const PathWriter& write);

/// "HOST-PID": this machine and process, in the names of files that are not yet whole.
std::string processName();

/// Hidden name of something that is not whole yet, beside `name`: ".HOST-PID.name", shortened at its front where it
/// would be too long.
std::string hiddenName(const std::string& name);

/// Removes what processes of this machine that have ended left under hidden names in `folder`; what belongs to a living
/// process, or to another machine, stays.
void removeLeftovers(const std::string& folder);

/// Throws CannotWrite when no file can be made in `folder`; makes the folder.
void checkWritable(const std::string& folder);

}  // namespace vescargo
