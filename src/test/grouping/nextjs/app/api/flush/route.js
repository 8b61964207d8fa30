export const dynamic = "force-dynamic";

export async function GET() {
  await globalThis.flushed();
  return Response.json({});
}
