const NAME_MAX = 100;
// Controls, invisible marks, and what a decoder leaves where a character was lost: none of it is part of a name.
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/** A name as it is kept: no spaces around it (full-width ones neither), single spaces within, · and rare characters as they are; null when there is none. */
export function readName(cell: string): string | null {
  const name = cell.replace(INVISIBLE, "").trim().replace(/\s+/g, " ");
  const damaged = name.includes("\ufffd") || !name.isWellFormed();
  return name === "" || damaged || name.length > NAME_MAX || !/[\p{L}\p{N}]/u.test(name) ? null : name;
}
