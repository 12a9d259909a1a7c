import { z } from "zod";
import {
  campaignCreatedShape,
  campaignRequestShape,
  campaignShape,
  campaignStateShape,
  CAMPAIGN_VERBS,
} from "./campaign-shapes";
import { customerShape } from "./customer-shapes";
import { decisionMadeShape, decisionRequestShape } from "./decision-shapes";
import { IMPORT_TYPES, importAcceptedShape, importQueryShape, importShape } from "./import-shapes";
import {
  messageAcceptedShape,
  messageBatchEnvelope,
  messageBatchRequestShape,
  messageBatchShape,
  messageRequestShape,
  messageShape,
} from "./message-shapes";
import { operation, type Operation } from "./operation";
import { replyReadingShape, replyTextShape } from "./reply-shapes";
import { checkedTextShape, checkRequestShape, segmentsRequestShape, segmentsShape } from "./text-shapes";

const KIB = 1_024;
const byId = z.strictObject({ id: z.uuid() });

export const createMessage = operation({
  id: "createMessage",
  method: "post",
  path: "/messages",
  tag: "messages",
  permission: "message:send",
  body: messageRequestShape,
  bodyMaxBytes: 64 * KIB,
  idempotent: true,
  success: { status: 202, shape: messageAcceptedShape },
  location: "/messages/{id}",
  refusals: [409, 422],
});

export const createMessageBatch = operation({
  id: "createMessageBatch",
  method: "post",
  path: "/messages/batch",
  tag: "messages",
  permission: "message:send",
  body: messageBatchEnvelope,
  bodyShown: messageBatchRequestShape,
  bodyMaxBytes: 8 * KIB * KIB,
  idempotent: true,
  success: { status: 202, shape: messageBatchShape },
  refusals: [409, 422],
});

export const getMessage = operation({
  id: "getMessage",
  method: "get",
  path: "/messages/{id}",
  tag: "messages",
  permission: "message:read",
  params: byId,
  success: { status: 200, shape: messageShape },
  refusals: [404],
});

export const importCustomers = operation({
  id: "importCustomers",
  method: "post",
  path: "/customers/import",
  tag: "customers",
  permission: "customer:import",
  query: importQueryShape,
  file: IMPORT_TYPES,
  success: { status: 202, shape: importAcceptedShape },
  location: "/imports/{id}",
  refusals: [422],
});

export const getImport = operation({
  id: "getImport",
  method: "get",
  path: "/imports/{id}",
  tag: "customers",
  permission: "customer:import",
  params: byId,
  success: { status: 200, shape: importShape },
  refusals: [404],
});

export const getCustomer = operation({
  id: "getCustomer",
  method: "get",
  path: "/customers/{number}",
  tag: "customers",
  permission: "customer:read",
  params: z.strictObject({ number: z.string().min(1).max(64) }),
  success: { status: 200, shape: customerShape },
  refusals: [404],
});

export const createCampaign = operation({
  id: "createCampaign",
  method: "post",
  path: "/campaigns",
  tag: "campaigns",
  permission: "campaign:write",
  body: campaignRequestShape,
  bodyMaxBytes: 8 * KIB * KIB,
  idempotent: true,
  success: { status: 201, shape: campaignCreatedShape },
  location: "/campaigns/{id}",
  refusals: [409, 422],
});

export const getCampaign = operation({
  id: "getCampaign",
  method: "get",
  path: "/campaigns/{id}",
  tag: "campaigns",
  permission: "campaign:read",
  params: byId,
  success: { status: 200, shape: campaignShape },
  refusals: [404],
});

// Everybody who may stop a campaign may call it; what hands it in or sends it asks for more (`moveCampaign`).
export const changeCampaign = operation({
  id: "changeCampaign",
  method: "post",
  path: "/campaigns/{id}/{verb}",
  tag: "campaigns",
  permission: "campaign:pause",
  params: z.strictObject({ id: z.uuid(), verb: z.enum(CAMPAIGN_VERBS) }),
  success: { status: 200, shape: campaignStateShape },
  refusals: [404, 409, 422],
});

export const readReplyText = operation({
  id: "readReplyText",
  method: "post",
  path: "/text/reply",
  tag: "messages",
  permission: "message:read",
  body: replyTextShape,
  bodyMaxBytes: 16 * KIB,
  success: { status: 200, shape: replyReadingShape },
  refusals: [422],
});

// Asks and changes nothing, so it needs no Idempotency-Key: the same question may be asked again.
export const decide = operation({
  id: "decide",
  method: "post",
  path: "/decisions",
  tag: "decisions",
  permission: "policy:read",
  body: decisionRequestShape,
  bodyMaxBytes: 512 * KIB,
  success: { status: 200, shape: decisionMadeShape },
  refusals: [422],
});

export const segmentText = operation({
  id: "segmentText",
  method: "post",
  path: "/text/segments",
  tag: "texts",
  permission: "template:read",
  body: segmentsRequestShape,
  bodyMaxBytes: 256 * KIB,
  success: { status: 200, shape: segmentsShape },
  refusals: [422],
});

export const checkText = operation({
  id: "checkText",
  method: "post",
  path: "/text/check",
  tag: "texts",
  permission: "template:read",
  body: checkRequestShape,
  bodyMaxBytes: 64 * KIB,
  success: { status: 200, shape: checkedTextShape },
  refusals: [422],
});

/** Every endpoint of the API, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  createMessage,
  createMessageBatch,
  getMessage,
  importCustomers,
  getImport,
  getCustomer,
  createCampaign,
  getCampaign,
  changeCampaign,
  readReplyText,
  decide,
  segmentText,
  checkText,
];
