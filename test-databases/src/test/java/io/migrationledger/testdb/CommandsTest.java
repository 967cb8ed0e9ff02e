package io.migrationledger.testdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

    @Test
    void anAbsentLibraryIsNamedByItsPackage() {
        assertThat(Commands.failed(
                        "mysqld",
                        "mysqld: error while loading shared libraries: libaio.so.1: cannot open shared object file:"
                                + " No such file or directory"))
                .hasMessageContaining("mysqld needs the system package libaio1: apt-get install libaio1");
        assertThat(Commands.failed(
                        "postgres", "error while loading shared libraries: libx.so.2: cannot open shared object file"))
                .hasMessageContaining("libx.so.2");
    }

    @Test
    void aContainerWithoutUserNamespacesIsExplained() {
        assertThat(Commands.failed("unshare", "unshare: unshare failed: Operation not permitted"))
                .hasMessageContaining("run the tests as another user");
    }

    @Test
    void aFailureShowsWhatTheProgramWrote() {
        assertThatThrownBy(() -> Commands.run(List.of("sh", "-c", "echo out of cheese; exit 3")))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("out of cheese");
    }

    @Test
    void anAbsentProgramIsNamed() {
        assertThatThrownBy(() -> Commands.run(List.of("no-such-program")))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("no-such-program");
    }
}
