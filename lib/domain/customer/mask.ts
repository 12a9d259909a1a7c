const stars = (count: number) => "*".repeat(Math.max(count, 0));

/** 欧阳凤 → 欧**, 阿卜杜拉·买买提 → 阿***·***, Li Na → L* **: enough to recognise, too little to know. */
export function maskName(name: string): string {
  let shown = false;
  return Array.from(name, (character) => {
    if (/[\s·•‧・.-]/u.test(character)) return character;
    if (shown) return "*";
    shown = true;
    return character;
  }).join("");
}

/** +8615412345678 → 154****5678; other numbers keep their last four digits. */
export function maskPhone(phone: string): string {
  const mainland = /^\+86(1\d{2})\d{4}(\d{4})$/.exec(phone);
  if (mainland) return `${mainland[1]}****${mainland[2]}`;
  return stars(phone.length - 4) + (phone.length > 4 ? phone.slice(-4) : stars(phone.length));
}

/** wang.xiu@example.cn → w***@example.cn; the number of stars says nothing. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) return "***";
  return `${Array.from(email)[0] ?? ""}***${email.slice(at)}`;
}

/** C0070000001 → C******0001: customer, card and document numbers keep the first character and the last four. */
export function maskNumber(number: string): string {
  const characters = Array.from(number);
  if (characters.length <= 5) return stars(characters.length);
  return `${characters[0] ?? ""}${stars(characters.length - 5)}${characters.slice(-4).join("")}`;
}
