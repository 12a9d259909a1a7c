/**
 * Classes of JR/T 0171-2020: C3 authenticates a person, C2 identifies one or tells of his money, C1 is for the inside.
 * Every column that is kept encrypted has one; what is in the clear about a customer is C1.
 */
export const DATA_CLASSES = {
  "Customer.nameCipher": "C2",
  "Customer.phoneCipher": "C2",
  "Customer.emailCipher": "C2",
  "Customer.birthCipher": "C2",
  "Customer.remarksCipher": "C2",
  "Preference.helperNameCipher": "C2",
  "Preference.helperPhoneCipher": "C2",
  "Person.phoneCipher": "C2",
  "Message.bodyCipher": "C2",
  "Message.toCipher": "C2",
  "Message.valuesCipher": "C2",
  "CarrierCallback.requestCipher": "C2",
  "CarrierExchange.bodyCipher": "C2",
  "InboundMessage.fromCipher": "C2",
  "InboundMessage.bodyCipher": "C2",
  "AudienceListEntry.valuesCipher": "C2",
  "AudienceListRefusal.cellsCipher": "C2",
  "ImportRefusal.cellsCipher": "C2",
  "ConsentImportRefusal.cellsCipher": "C2",
  "ImportChunk.cipher": "C2",
  "SimulatedMessage.toCipher": "C2",
  "SimulatedMessage.bodyCipher": "C2",
  "SimulatedEvent.bodyCipher": "C2",
  "SimulatedEvent.fromCipher": "C2",
  "ProviderAccount.secretsCipher": "C3",
} as const satisfies Record<string, "C1" | "C2" | "C3">;
