package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.fieldsOfNotes;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of an event in another shape than the protocol says, and what readers find of them. */
final class OtherShapesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'exception':{'values':{'10':{'type':'C'},'2':{'type':'B'},'1':{'type':'A'}}}} | /exceptions/2/type_name | C | exception",
                "{'exception':{'3':{'type':'A'},'12':{'type':'B'}}}                        | /exceptions/1/type_name | B | exception",
                "{'exception':{'values':{'7':{'type':'A'}}}}                               | /exception/type_name | A | exception",
                "{'sentry.interfaces.Exception':{'1':{'type':'A'}}}                        | /exception/type_name | A | exception",
                "{'exception':{'type':'A','stacktrace':{'frames':{'11':{'function':'new'},'9':{'function':'old'}}}}} | /stacktrace/1/function_name | new | exception.stacktrace.frames",
                "{'exception':{'type':'A','stacktrace':{'5':{'function':'f'}}}}            | /stacktrace/0/function_name | f | exception.stacktrace",
                "{'stacktrace':{'frames':{'1':{'function':'f','pre_context':{'12':'c','9':'a','10':'b'}}}}} | /stacktrace/0/pre_context/2 | c | stacktrace.frames",
                "{'stacktrace':[{'function':'f','post_context':{'12':'b','9':'a'}}]}       | /stacktrace/0/post_context/0 | a | stacktrace[0].post_context",
                "{'breadcrumbs':{'values':{'2':{'message':'b'},'1':{'message':'a'}}}}      | /breadcrumbs/0/message | a | breadcrumbs",
                "{'breadcrumbs':{'0':{'message':'a'},'4':{'message':'b'}}}                 | /breadcrumbs/1/message | b | breadcrumbs",
                "{'threads':{'values':{'2':{'id':'b'},'-1':{'id':'a'}}}}                   | /threads/0/id | a | threads",
                "{'threads':{'3':{'id':1,'stacktrace':{'frames':{'1':{'function':'f'}}}}}} | /stacktrace/0/function_name | f | threads",
                "{'fingerprint':{'10':'c','2':'b','1':'a'}}                                | /fingerprint/2 | c | fingerprint",
                "{'fingerprint':{'kind':'a','code':7}}                                     | /fingerprint/1 | 7 | fingerprint",
                "{'tags':{'0':['a','1'],'2':{'key':'b','value':'2'}}}                      | /tags/b | 2 | tags",
                "{'tags':[{'0':'a','1':'x'}]}                                              | /tags/a | x | ``",
                "{'tags':{'1':'x'}}                                                        | /tags/1 | x | ``",
                "{'logentry':{'message':'%s of %s','params':{'2':'b','1':'a'}}}            | /message | a of b | ``",
                "{'exception':{'type':'A'}}                                                | /exceptions/0/type_name | A | ``",
                "{'threads':{},'breadcrumbs':{},'exception':{},'message':'m'}              | /message | m | ``",
            })
    void listsThatCameAsObjects(String sent, String place, String found, String note) {
        assertFound(sent, place, found, note);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'message':404}                                | /message | 404 | message",
                "{'message':{'text':'a','code':7}}              | /message | {\"text\":\"a\",\"code\":7} | message",
                "{'message':['a','b']}                          | /message | [\"a\",\"b\"] | message",
                "{'message':false}                              | /message | false | message",
                "{'logentry':7,'message':'m'}                   | /message | m | ``",
                "{'logentry':{'formatted':{'a':1}}}             | /message | {\"a\":1} | logentry.formatted",
                "{'logentry':{'message':'of %s','params':'x'}}  | /message | of x | ``",
                "{'user':{'id':{'tenant':1,'id':2}}}            | /user_context/id | {\"tenant\":1,\"id\":2} | user.id",
                "{'user':{'email':['a@b.c']}}                   | /user_context/email | [\"a@b.c\"] | user.email",
                "{'user':{'username':{'first':'Ann'}}}          | /user_context/username | {\"first\":\"Ann\"} | user.username",
                "{'user':'ann'}                                 | /user_context/id | ann | user",
                "{'user':17}                                    | /user_context/id | 17 | user",
                "{'breadcrumbs':[{'message':{'a':1}}]}          | /breadcrumbs/0/message | {\"a\":1} | breadcrumbs[0].message",
                "{'breadcrumbs':['clicked']}                    | /breadcrumbs/0/message | clicked | breadcrumbs[0]",
                "{'breadcrumbs':[{'category':['ui','click']}]}  | /breadcrumbs/0/category | [\"ui\",\"click\"] | breadcrumbs[0].category",
                "{'breadcrumbs':'none'}                         | /breadcrumbs/0/message | none | breadcrumbs",
                "{'exception':'boom'}                           | /exception/value | boom | exception",
                "{'exception':{'values':[{'type':'A'},'boom']}} | /exceptions/1/value | boom | exception[1]",
                "{'exception':{'type':{'name':'A'},'value':'v'}} | /exception/type_name | {\"name\":\"A\"} | exception.type",
                "{'exception':{'type':404,'value':['a']}}       | /exception/value | [\"a\"] | exception.value",
                "{'exception':{'type':'A','value':500}}         | /exception/value | 500 | ``",
                "{'exception':{'type':'A','mechanism':'onerror'}} | /exceptions/0/mechanism/type | onerror | exception.mechanism",
                "{'exception':{'type':'A','stacktrace':'at f\\n at g'}} | /stacktrace/1/raw_function | at g | exception.stacktrace",
                "{'stacktrace':{'frames':['at f']}}             | /stacktrace/0/raw_function | at f | stacktrace.frames[0]",
                "{'stacktrace':[{'function':'f','vars':[1]}]}   | /stacktrace/0/vars/value/0 | 1 | stacktrace[0].vars",
                "{'stacktrace':[{'function':'f','pre_context':'a\\nb'}]} | /stacktrace/0/pre_context/1 | b | stacktrace[0].pre_context",
                "{'release':{'name':'shop','build':7}}          | /release | {\"name\":\"shop\",\"build\":7} | release",
                "{'release':1.10}                               | /release | 1.10 | ``",
                "{'transaction':7}                              | /transaction | 7 | ``",
                "{'environment':['prod']}                       | /environment | [\"prod\"] | environment",
                "{'server_name':{'host':'a'}}                   | /server_name | {\"host\":\"a\"} | server_name",
                "{'request':'http://x/y'}                       | /request/url | http://x/y | request",
                "{'request':{'url':{'path':'/y'}}}              | /request/url/path | /y | ``",
                "{'contexts':'none'}                            | /contexts/value | none | contexts",
                "{'contexts':{'os':'Linux'}}                    | /contexts/os | Linux | ``",
                "{'extra':['a']}                                | /extra/value/0 | a | extra",
                "{'modules':'a==1'}                             | /modules/value | a==1 | modules",
                "{'sdk':'sentry.own/1'}                         | /sdk_name | sentry.own/1 | sdk",
                "{'threads':['main']}                           | /threads/0/name | main | threads[0]",
                "{'tags':['urgent',['a','b']]}                  | /tags/tags | [\"urgent\"] | tags",
                "{'tags':'urgent'}                              | /tags/tags | urgent | tags",
            })
    void whatIsOfAnotherShapeIsKept(String sent, String place, String found, String note) {
        assertFound(sent, place, found, note);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1        | true  | ``",
                "0        | false | ``",
                "'true'   | true  | ``",
                "'False'  | false | ``",
                "' 1 '    | true  | ``",
                "1.0      | true  | ``",
                "'no'     | false | ``",
                "null     | `` | ``",
                "'maybe'  | `` | stacktrace[0].in_app",
                "2        | `` | stacktrace[0].in_app",
                "{}       | `` | stacktrace[0].in_app",
            })
    void whetherAFrameIsTheApplications(String sent, String found, String note) {
        String event = "{'stacktrace':[{'function':'f','in_app':" + sent + "}]}";

        assertFound(event, "/stacktrace/0/in_app", found.isEmpty() ? "null" : found, note);
        assertThat(decode(event.replace('\'', '"')).frames().get(0).inApp())
                .isEqualTo(found.isEmpty() ? null : Boolean.valueOf(found));
    }

    /** @param note the field that one says something about; empty for none */
    private static void assertFound(String sent, String place, String found, String note) {
        JsonObject json = json(decode(sent.replace('\'', '"')));

        assertThat(String.valueOf(JsonPointer.from(place).queryJson(json))).isEqualTo(found);
        if (note.isEmpty()) {
            assertThat(json.containsKey("notes")).as(json.encode()).isFalse();
        } else {
            assertThat(fieldsOfNotes(json)).contains(note);
        }
    }
}
