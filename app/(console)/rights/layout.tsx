import type { ReactNode } from "react";
import { RoomWords } from "@/components/layout/room-words";

export default function Layout({ children }: { readonly children: ReactNode }) {
  return <RoomWords of="rights">{children}</RoomWords>;
}
