/** The fields that were sent. Throws a 400 in words where what was sent is no form. */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Response("What was sent is not a form. Load the page again and send it from there.", {
      status: 400,
    });
  }
}
