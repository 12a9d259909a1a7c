import "server-only";

export type FileProblemCode =
  | "import.file_empty"
  | "import.not_a_table"
  | "import.header_missing"
  | "import.column_missing"
  | "import.encoding_unknown"
  | "import.too_large"
  | "import.too_many_columns"
  | "import.row_too_long"
  | "import.xls_old"
  | "import.xlsx_broken"
  | "list.key_missing"
  | "consent.columns_missing";

/**
 * Why a file as a whole cannot be read (further). Thrown, not returned: it may come up while rows are already flowing
 * from the iterator, and rows that came before it stand.
 */
export class FileProblem extends Error {
  constructor(
    readonly code: FileProblemCode,
    readonly evidence: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = "FileProblem";
  }
}
