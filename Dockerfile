# The folder with the articles is mounted at /corpus; the store is written there:
#   docker run --rm -it -v "$PWD:/corpus" --user "$(id -u):$(id -g)" soi tin/ --annotator lan
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY annotations annotations
COPY tui tui
COPY seeds seeds
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheel .

FROM python:3.12-slim
COPY constraints.txt /wheel/
RUN --mount=type=bind,from=build,source=/wheel,target=/built \
    pip install --no-cache-dir --constraint /wheel/constraints.txt /built/*.whl \
    && useradd --create-home soi
ENV LANG=C.UTF-8 TERM=xterm-256color COLORTERM=truecolor
USER soi
WORKDIR /corpus
ENTRYPOINT ["soi"]
