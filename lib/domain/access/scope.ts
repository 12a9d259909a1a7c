/** Paths of a branch and of everything above it, from the root down: "HQ/HN/" gives "HQ/", "HQ/HN/". */
export function pathsUpwards(branchPath: string): readonly string[] {
  const codes = branchPath.split("/").filter((code) => code !== "");
  return codes.map((_, index) => `${codes.slice(0, index + 1).join("/")}/`);
}
